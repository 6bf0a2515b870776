"""How a status cuts a person's main postings into dated segments. Plain values in, plain values out; no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Segment:
    """One main posting: where, as what, and from when to when, both days included; ``pk`` is None before it is a row."""

    pk: int | None
    starts_on: date
    ends_on: date | None
    unit: int
    home: int | None
    role: str
    status: str
    reason: str

    @property
    def facts(self) -> tuple[int, int | None, str, str, str]:
        """What is true on each of its days."""
        return self.unit, self.home, self.role, self.status, self.reason

    @property
    def last_day(self) -> date:
        return self.ends_on or date.max


Change = Callable[[Segment], Segment]


def recast(segments: Iterable[Segment], starts_on: date, ends_on: date | None, change: Change) -> list[Segment]:
    """The segments with ``change`` made on the days from ``starts_on`` to ``ends_on`` (None: to the end), and no other day.

    Leave from 3 to 9 May makes three segments of one; neighbours that say the same become one.
    """
    ordered = sorted(segments, key=lambda segment: segment.starts_on)
    return _joined(part for segment in ordered for part in _cut(segment, starts_on, ends_on or date.max, change))


def _cut(segment: Segment, first: date, last: date, change: Change) -> list[Segment]:
    """The days before, within and after; the oldest part stays the row that it was."""
    first, last = max(first, segment.starts_on), min(last, segment.last_day)
    if first > last or change(segment).facts == segment.facts:
        return [segment]
    within = replace(change(segment), starts_on=first, ends_on=None if last == date.max else last)
    parts = [within]
    if segment.starts_on < first:
        parts = [replace(segment, ends_on=first - DAY), replace(within, pk=None)]
    if last < segment.last_day:
        parts.append(replace(segment, pk=None, starts_on=last + DAY))
    return parts


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for segment in segments:
        before = joined[-1] if joined else None
        if before and before.ends_on and before.ends_on + DAY == segment.starts_on and before.facts == segment.facts:
            joined[-1] = replace(before, ends_on=segment.ends_on, pk=before.pk or segment.pk)
        else:
            joined.append(segment)
    return joined
