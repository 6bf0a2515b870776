"""The days and times of a course of sessions. Plain values in, moments out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Slot:
    """From when to when a session lasts."""

    starts_at: datetime
    ends_at: datetime


def timetable(*, first_on: date, starts: time, ends: time, days: int, without: Collection[int], zone: tzinfo) -> Iterator[Slot]:
    """One slot on each of so many days from the first on, at the clock of the zone. ``without``: weekdays left out, Monday 0.

    Raises ValueError when every weekday is left out, or the end does not come after the start.
    """
    if len(set(without)) >= DAYS_A_WEEK or ends <= starts:
        raise ValueError("a timetable needs a day and an hour")
    day = first_on
    for _ in range(days):
        while day.weekday() in without:
            day += timedelta(days=1)
        yield Slot(datetime.combine(day, starts, zone), datetime.combine(day, ends, zone))
        day += timedelta(days=1)
