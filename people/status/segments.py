"""How a status, a move and a leaving cut a person's main postings into dated segments. Plain values; no database."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
PRESENT, EXCUSED = "present", "excused"


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

    @property
    def belongs(self) -> int:
        """Where the person belongs, also while lent elsewhere."""
        return self.home or self.unit

    @property
    def post(self) -> tuple[int, str]:
        """What the person was posted as; a status changes nothing about it."""
        return self.belongs, self.role


class Served(ValueError):
    """Another post began meanwhile: nobody's past is written over."""

    def __init__(self, segment: Segment) -> None:
        super().__init__(segment)
        self.segment = segment


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


# --- Posts that begin and end ---------------------------------------------------------------------


def in_force(segments: Iterable[Segment], on: date) -> list[Segment]:
    """The post that is held on the day, from that day on: its segments without a gap, whatever the status."""
    found: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: segment.starts_on):
        if segment.last_day < on:
            continue
        last = found[-1] if found else None
        if last is None and segment.starts_on > on:
            break
        if last and (segment.post != last.post or last.ends_on is None or last.ends_on + DAY != segment.starts_on):
            break
        found.append(segment)
    return found


def later(segments: Iterable[Segment], on: date) -> list[Segment]:
    """What begins after the day and is not the post that is held on it."""
    known = sorted(segments, key=lambda segment: segment.starts_on)
    held = in_force(known, on)
    return [segment for segment in known if segment.starts_on > on and segment not in held]


def begin(
    segments: Iterable[Segment], *, unit: int, role: str, on: date, today: date, until: date | None = None
) -> list[Segment]:
    """The segments when the person is posted to the unit from the day on.

    The post held on that day ends the day before; leave stays leave, in the new unit; a loan ends. What was only planned within
    the days of the new post gives way. Raises Served where something else began there before today.
    """
    known, last = list(segments), until or date.max
    held, others = in_force(known, on), later(known, on)
    if served := next((each for each in others if each.starts_on < today and each.starts_on <= last), None):
        raise Served(served)
    within = [Segment(None, on, until, unit, None, role, PRESENT, "")]
    for each in held:
        if each.status == EXCUSED:
            within = recast(within, each.starts_on, each.ends_on, _excused(each.reason))
    after = [each for each in others if each.starts_on > last]
    if last < today:  # a time that is over: what followed on it was served and stays
        after += [replace(each, pk=None, starts_on=max(each.starts_on, last + DAY)) for each in held if each.last_day > last]
    return _joined(sorted([*_before(known, on), *within, *after], key=lambda segment: segment.starts_on))


def leave(segments: Iterable[Segment], *, units: Container[int], on: date, today: date) -> list[Segment]:
    """The segments when the person leaves these units on the day: the post held there ends the day before, planned ones never
    begin. What began meanwhile stays, and so does whatever is elsewhere."""
    known = list(segments)
    held = [each for each in in_force(known, on) if each.belongs in units]
    planned = [each for each in later(known, on) if each.starts_on >= today and each.belongs in units]
    return _before(held, on) + [each for each in known if each not in held and each not in planned]


def away(segments: Iterable[Segment], first: date, last: date) -> list[Segment]:
    """The segments without the days from ``first`` to ``last``: on these the person served nowhere."""
    found: list[Segment] = []
    for each in segments:
        if each.last_day < first or each.starts_on > last:
            found.append(each)
            continue
        is_begun = each.starts_on < first
        if is_begun:
            found.append(replace(each, ends_on=first - DAY))
        if each.last_day > last:
            found.append(replace(each, pk=None if is_begun else each.pk, starts_on=last + DAY))
    return found


def _before(segments: Iterable[Segment], on: date) -> list[Segment]:
    return [each if each.last_day < on else replace(each, ends_on=on - DAY) for each in segments if each.starts_on < on]


def _excused(reason: str) -> Change:
    return lambda segment: replace(segment, status=EXCUSED, reason=reason)
