"""Which reminder is due: laws that hold for all days, and the days that people ask about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.thresholds import THRESHOLDS, Decision, DueDay, decide, due_day
from tests.conftest import TODAY

days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
recorded = st.sets(st.sampled_from(THRESHOLDS))


def run_days(due_on: date, ran: list[date]) -> list[tuple[date, int]]:
    """What is sent when the scheduler runs on these days."""
    known: set[int] = set()
    sent = []
    for on in ran:
        decision = decide(due_on, on, known)
        known |= {*decision.suppress, *([decision.send] if decision.send is not None else [])}
        if decision.send is not None:
            sent.append((on, decision.send))
    return sent


@given(due_on=days, on=days, known=recorded)
def test_nothing_is_sent_before_its_day_and_nothing_twice(due_on: date, on: date, known: set[int]) -> None:
    decision = decide(due_on, on, known)
    for threshold in [*decision.suppress, *([decision.send] if decision.send is not None else [])]:
        assert on >= due_on - timedelta(days=threshold)
        assert threshold not in known


@given(due_on=days, on=days, known=recorded)
def test_everything_reached_is_recorded_after_one_run(due_on: date, on: date, known: set[int]) -> None:
    decision = decide(due_on, on, known)
    after = known | {*decision.suppress} | ({decision.send} if decision.send is not None else set())
    assert not decide(due_on, on, after)
    assert after >= {each for each in THRESHOLDS if due_on - timedelta(days=each) <= on}


@given(due_on=days, on=days, known=recorded)
def test_what_is_sent_is_more_urgent_than_whatever_is_suppressed_or_was_recorded(due_on: date, on: date, known: set[int]) -> None:
    decision = decide(due_on, on, known)
    if decision.send is not None:
        reached = {each for each in known if due_on - timedelta(days=each) <= on}
        assert all(decision.send < each for each in [*decision.suppress, *reached])


@given(due_on=days, gaps=st.lists(st.integers(1, 40), max_size=30))
def test_whatever_days_the_scheduler_misses_each_threshold_is_sent_at_most_once_and_in_order(
    due_on: date, gaps: list[int]
) -> None:
    ran, on = [], due_on - timedelta(days=90)
    for gap in gaps:
        on += timedelta(days=gap)
        ran.append(on)
    sent = [threshold for _on, threshold in run_days(due_on, ran)]
    assert sent == sorted(set(sent), reverse=True)


def test_a_scheduler_that_never_fails_sends_each_on_its_day() -> None:
    ran = [TODAY + timedelta(days=n) for n in range(100)]
    due_on = TODAY + timedelta(days=80)
    assert run_days(due_on, ran) == [(due_on - timedelta(days=each), each) for each in THRESHOLDS]


def test_after_a_week_without_the_scheduler_only_the_most_urgent_is_sent() -> None:
    assert decide(TODAY, TODAY, {60}) == Decision(0, (30, 7))
    assert decide(TODAY - timedelta(days=9), TODAY, {60, 30}) == Decision(-7, (7, 0))


def test_nothing_follows_what_is_more_urgent() -> None:
    assert decide(TODAY, TODAY, {0}) == Decision(None, (60, 30, 7))


# --- The day of which somebody is reminded --------------------------------------------------------


def day(
    asked_in: int | None = None, *, expires_in: int | None = None, never: bool = False, tour_until: int | None = None
) -> DueDay | None:
    """Days are counted from TODAY; without a tour the horizon is sixty days."""

    def at(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    return due_day(
        asked_by=at(asked_in),
        lasts_until=at(tour_until),
        horizon_on=at(60 if tour_until is None else tour_until) or TODAY,
        is_held=never or expires_in is not None,
        expires_on=at(expires_in),
        on=TODAY,
    )


def in_days(number: int, *, is_renewal: bool = False) -> DueDay:
    return DueDay(TODAY + timedelta(days=number), is_renewal)


@pytest.mark.parametrize(
    ("what", "got", "expected"),
    [
        ("not held, asked for", day(30), in_days(30)),
        ("not held, overdue", day(-30), in_days(-30)),
        ("not held, no tour sets the day", day(None), None),
        ("held for ever", day(30, never=True), None),
        ("held beyond the horizon", day(30, expires_in=61), None),
        ("held, the day is past, lasts", day(-300, expires_in=200), None),
        ("held, the day is past, expires soon", day(-300, expires_in=60), in_days(60, is_renewal=True)),
        ("held, expires today", day(-300, expires_in=0), in_days(0, is_renewal=True)),
        ("expired after the day", day(-300, expires_in=-7), in_days(-7, is_renewal=True)),
        ("expired, asked for again later", day(20, expires_in=-7), in_days(20)),
        ("expires before it is asked for", day(40, expires_in=20), in_days(20, is_renewal=True)),
        ("expires after it is asked for, but soon", day(20, expires_in=40), in_days(40, is_renewal=True)),
        ("expired, no day is set", day(None, expires_in=-3), in_days(-3, is_renewal=True)),
        ("lapses during the tour", day(20, expires_in=150, tour_until=230), in_days(20)),
        ("lapses during the tour, which has begun", day(-40, expires_in=50, tour_until=150), in_days(50, is_renewal=True)),
        ("outlasts the tour", day(20, expires_in=231, tour_until=230), None),
        ("outlasts the tour to the day", day(20, expires_in=230, tour_until=230), in_days(230, is_renewal=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_day(what: str, got: DueDay | None, expected: DueDay | None) -> None:
    assert got == expected
