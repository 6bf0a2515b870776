"""How far the taking over of a roll came.

All rows are written in one transaction: nobody else sees them before the last, and SQLite lets nobody else write meanwhile.
So the figure lies in a file beside the database, where the worker leaves it and the page finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.storage import storages

from people.models import RollImport
from people.roll.plan import Line


class Progress:
    """Counts the steps of one taking over: each line compared once more, each written. A file is written a whole percent."""

    def __init__(self, roll: RollImport) -> None:
        counts = roll.counts
        written = sum(counts.get(kind, 0) for kind in ("new", "changed", "moved", "leaving")) + counts.get("moved", 0)
        self.path, self.steps = _path(roll), sum(counts.values()) + written
        self.done = self.percent = 0

    def through(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines as they come, each a step."""
        for line in lines:
            yield line
            self.tell(1)

    def tell(self, steps: int) -> None:
        """So many steps more are done."""
        self.done += steps
        percent = min(100 * self.done // max(self.steps, 1), 100)
        if percent > self.percent:
            self.percent = percent
            self._write()

    def _write(self) -> None:
        """At once or not at all: whoever reads meanwhile finds the former figure."""
        fresh = self.path.with_suffix(".new")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(str(self.percent))
        fresh.replace(self.path)


def percent_of(roll: RollImport) -> int:
    """What is told of the taking over under way; 0 before it begins."""
    try:
        return int(_path(roll).read_text())
    except FileNotFoundError:
        return 0


def forget_progress(roll: RollImport) -> None:
    """What is over, or begins anew, is told no longer."""
    _path(roll).unlink(missing_ok=True)


def _path(roll: RollImport) -> Path:
    return Path(storages["private"].path(f"rolls/{roll.pk}"))
