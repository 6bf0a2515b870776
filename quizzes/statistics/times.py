"""How long answers took, from the moments at which they were saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

Pause = tuple[datetime, datetime]  # from, until


def seconds_between(start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> float:
    """Without the time in which the clock stood still; never below zero."""
    whole = (end - start).total_seconds()
    for since, until in pauses:
        whole -= max(0.0, (min(until, end) - max(since, start)).total_seconds())
    return max(0.0, whole)


def seconds_by_item(
    started_at: datetime, steps: Iterable[tuple[datetime, int]], pauses: Sequence[Pause] = ()
) -> dict[int, float]:
    """For each item the seconds between the save before it and its own, over all its answers.

    ``steps``: (when, which item) in their order. A page of answers saved in one go shares its time evenly among them.
    """
    taken: dict[int, float] = {}
    before = started_at
    for at, together in groupby(steps, key=lambda step: step[0]):
        items = [item for _at, item in together]
        for item in items:
            taken[item] = taken.get(item, 0.0) + seconds_between(before, at, pauses) / len(items)
        before = max(before, at)
    return taken
