"""Pauses and extensions move a deadline, and the steps alone say where it stands."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.clock import Change, Clock, first_deadline, moved, replayed

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CHANGES = st.lists(st.tuples(st.sampled_from(["pause", "resume", "extend"]), st.integers(1, 60)), max_size=12)


def test_extra_time_lengthens_the_limit_by_its_share() -> None:
    assert first_deadline(START, 50, 25) == START + 62.5 * MINUTE
    assert first_deadline(START, None, 25) is None


def test_a_pause_moves_the_deadline_by_as_long_as_it_took() -> None:
    clock = Clock(START + 20 * MINUTE).paused(START + 5 * MINUTE)
    assert not clock.is_over(START + 60 * MINUTE)
    assert clock.resumed(START + 65 * MINUTE) == Clock(START + 80 * MINUTE)
    assert clock.resumed(START + 4 * MINUTE) == Clock(START + 20 * MINUTE), "two at once: it never takes time away"


def test_an_extension_counts_from_the_deadline_or_from_now_where_it_has_passed() -> None:
    clock = Clock(START + 20 * MINUTE)
    assert clock.extended(10, START).deadline == START + 30 * MINUTE
    assert clock.extended(10, START + 25 * MINUTE).deadline == START + 35 * MINUTE
    assert clock.paused(START + 19 * MINUTE).extended(10, START + 25 * MINUTE).deadline == START + 30 * MINUTE


@settings(max_examples=200, deadline=None)
@given(CHANGES)
def test_no_change_ever_takes_time_away(steps: list[tuple[str, int]]) -> None:
    clock, at, left = Clock(START + 20 * MINUTE), START, 20 * MINUTE
    for kind, minutes in steps:
        at += minutes * MINUTE
        left = left if clock.paused_at else left - minutes * MINUTE
        clock = moved(clock, Change(kind, at, minutes))
        if kind == "extend":
            left = max(left, 0 * MINUTE) + minutes * MINUTE if not clock.paused_at else left + minutes * MINUTE
        reckoned = clock.resumed(at).deadline
        assert reckoned is not None
        assert reckoned - at == left


@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_the_changes_replayed_give_the_same_clock(steps: list[tuple[str, int]]) -> None:
    changes = [Change(kind, START + n * MINUTE, minutes) for n, (kind, minutes) in enumerate(steps)]
    clock = Clock(START + 20 * MINUTE)
    for change in changes:
        clock = moved(clock, change)
    assert replayed(Clock(START + 20 * MINUTE), changes) == clock
