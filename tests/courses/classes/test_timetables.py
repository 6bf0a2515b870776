"""From a first day, hours and a number of days to sessions."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.classes.timetable import timetable

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 30)


def days_of(first_on: date, days: int, without: set[int]) -> list[date]:
    slots = timetable(first_on=first_on, starts=time(8), ends=time(12), days=days, without=without, zone=BERLIN)
    return [slot.starts_at.date() for slot in slots]


def test_one_session_on_each_of_the_days() -> None:
    assert days_of(MONDAY, 3, set()) == [MONDAY, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)]


def test_days_left_out_do_not_count() -> None:
    assert days_of(date(2026, 12, 3), 3, {4, 5}) == [date(2026, 12, 3), date(2026, 12, 6), date(2026, 12, 7)]


def test_the_clock_on_the_wall_counts_when_the_hour_changes() -> None:
    slots = list(timetable(first_on=date(2026, 10, 24), starts=time(8), ends=time(9), days=3, without=(), zone=BERLIN))
    assert [slot.starts_at.hour for slot in slots] == [8, 8, 8]
    assert slots[2].starts_at.utcoffset() != slots[0].starts_at.utcoffset()


@pytest.mark.parametrize(("ends", "without"), [(time(8), set()), (time(7), set()), (time(12), set(range(7)))])
def test_without_a_day_or_an_hour_there_is_none(ends: time, without: set[int]) -> None:
    with pytest.raises(ValueError, match="a day and an hour"):
        list(timetable(first_on=MONDAY, starts=time(8), ends=ends, days=1, without=without, zone=BERLIN))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.sets(st.integers(0, 6), max_size=6))
def test_there_are_as_many_as_asked_for_and_none_on_a_day_left_out(first: date, days: int, without: set[int]) -> None:
    found = days_of(first, days, without)
    assert len(set(found)) == days
    assert found == sorted(found)
    assert all(day >= first and day.weekday() not in without for day in found)
