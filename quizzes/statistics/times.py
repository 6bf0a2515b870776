"""How long an answer took, from the moments at which answers were saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby


def seconds_by_item(started_at: datetime, steps: Iterable[tuple[datetime, int]]) -> dict[int, float]:
    """For each item the seconds between the save before it and its own, over all its answers.

    ``steps``: (when, which item) in their order. A page of answers saved in one go shares its time evenly among them.
    """
    taken: dict[int, float] = {}
    before = started_at
    for at, together in groupby(steps, key=lambda step: step[0]):
        items = [item for _at, item in together]
        for item in items:
            taken[item] = taken.get(item, 0.0) + max(0.0, (at - before).total_seconds()) / len(items)
        before = max(before, at)
    return taken
