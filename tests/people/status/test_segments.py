"""A status cuts a posting into days before, within and after; compared with a plain model of single days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from people.status.segments import Segment, recast

MAY = date(2026, 5, 1)
WHOLE = Segment(1, date(2026, 1, 1), None, unit=7, home=None, role="member", status="present", reason="")


def on_leave(segment: Segment) -> Segment:
    return replace(segment, status="excused", reason="leave")


def day(n: int) -> date:
    return MAY + timedelta(days=n)


def days_of(segments: list[Segment]) -> list[tuple[date, date | None, str]]:
    return [(s.starts_on, s.ends_on, s.status) for s in segments]


def test_leave_from_3_to_9_may_makes_three_periods_of_one() -> None:
    parts = recast([WHOLE], date(2026, 5, 3), date(2026, 5, 9), on_leave)
    assert days_of(parts) == [
        (date(2026, 1, 1), date(2026, 5, 2), "present"),
        (date(2026, 5, 3), date(2026, 5, 9), "excused"),
        (date(2026, 5, 10), None, "present"),
    ]
    assert [part.pk for part in parts] == [1, None, None]
    assert {part.role for part in parts} == {"member"}


def test_a_status_from_the_first_day_on_keeps_the_row() -> None:
    parts = recast([WHOLE], WHOLE.starts_on, None, on_leave)
    assert [(part.pk, part.status, part.ends_on) for part in parts] == [(1, "excused", None)]


def test_neighbours_that_say_the_same_become_one() -> None:
    cut = recast([WHOLE], day(2), day(8), on_leave)
    healed = recast(cut, day(2), day(8), lambda s: replace(s, status="present", reason=""))
    assert healed == [WHOLE]


def test_a_gap_between_postings_stays_a_gap() -> None:
    early, late = replace(WHOLE, ends_on=day(3)), replace(WHOLE, pk=2, starts_on=day(10))
    parts = recast([late, early], day(0), day(20), on_leave)
    assert [(p.starts_on, p.ends_on) for p in parts if p.status == "excused"] == [(day(0), day(3)), (day(10), day(20))]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["present", "excused", "attached"])), max_size=8)
)
def test_the_segments_say_on_each_day_what_the_last_change_said(changes: list[tuple[int, int, str]]) -> None:
    segments, plain = [replace(WHOLE, starts_on=day(0))], ["present"] * 60
    for first, last, status in changes:
        segments = recast(segments, day(first), day(last), lambda s, status=status: replace(s, status=status))  # type: ignore[misc]
        plain[first : last + 1] = [status] * max(0, last + 1 - first)
    said = [[s.status for s in segments if s.starts_on <= day(n) <= s.last_day] for n in range(60)]
    assert said == [[status] for status in plain]
    assert all(a.facts != b.facts for a, b in pairwise(segments))
