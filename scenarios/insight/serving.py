"""Where people served on the day on which they began a run: who is looked at as a unit, whatever became of them since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from people.models import Placement, Posting

Chain = tuple[int, ...]  # units, from the top of the tree to the one that somebody serves in


@dataclass(frozen=True)
class Dated:
    """Something that held from a day to a day, both included, or ever since."""

    starts_on: date
    ends_on: date | None
    value: int | str

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class Serving:
    """The postings of some people and the tree of units, each as it was on any day. Two queries."""

    def __init__(self, people: Iterable[int]) -> None:
        self._people = set(people)

    def chain(self, person: int, on: date) -> Chain:
        """Empty for somebody who served in no unit on that day."""
        unit = _on(self._postings.get(person, []), on)
        path = _on(self._places.get(int(unit), []), on) if unit is not None else None
        if path is None:
            return ()
        steps = range(Placement.steplen, len(str(path)) + 1, Placement.steplen)
        return tuple(self._unit_at[str(path)[:end]] for end in steps)

    @cached_property
    def _postings(self) -> Mapping[int, list[Dated]]:
        rows = Posting.objects.main().filter(user__in=self._people).order_by("starts_on", "pk")
        return _by_first(rows.values_list("user", "starts_on", "ends_on", "unit"))

    @cached_property
    def _placements(self) -> list[tuple[int, date, date | None, str]]:
        rows = Placement.objects.order_by("starts_on", "pk")
        return list(rows.values_list("unit", "starts_on", "ends_on", "path"))

    @cached_property
    def _places(self) -> Mapping[int, list[Dated]]:
        return _by_first(self._placements)

    @cached_property
    def _unit_at(self) -> Mapping[str, int]:
        """A place in the tree is taken once: whoever moves gets another."""
        return {path: unit for unit, _starts, _ends, path in self._placements}


def _by_first(rows: Iterable[tuple[int, date, date | None, int | str]]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = {}
    for key, starts_on, ends_on, value in rows:
        found.setdefault(key, []).append(Dated(starts_on, ends_on, value))
    return found


def _on(rows: list[Dated], on: date) -> int | str | None:
    """Of what follows each other in time, what held on the day."""
    before = bisect_right(rows, on, key=lambda row: row.starts_on)
    return next((row.value for row in reversed(rows[:before]) if row.holds(on)), None)
