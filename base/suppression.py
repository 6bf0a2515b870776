"""What may be said of a tree of counts so that nobody outside learns a count of one to four people. No database.

A count of nobody tells nothing of anybody and may be said. What is said of a unit comes in three depths, each with all of
the one before: its strength; of how many it is asked, who is ready and who is not; every state. At each depth a row (a unit
with all below it, or the people directly in a unit) is open or closed as a whole, from the top of the tree down:

- A row with a count of one to four is closed, and so is all that stands below a closed unit.
- What remains of a unit when its open rows are taken away is known by subtraction. So at least two rows with people in them
  are closed together, their sum holds no count of one to four, and one of them could be said by itself, so that “closed”
  does not mean “small”; else the smallest open row is closed as well. A unit made up of small rows only is closed itself,
  and so is a unit made up of such units: its sum would be theirs.

Then no closed count of one to four follows from what is open: within a unit, closed rows against states are a table of
which at most the margins are known, and a cell of such a table is fixed by its margins only where it is zero or equals one
of them (Fréchet’s bounds), and the margins hold no count of one to four. This is a guard against adding and subtracting what
is said; whoever tries this very rule on every house that could be may still narrow a closed count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEAST = 5

Key = TypeVar("Key")

Counts = tuple[int, ...]
Parts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Row:
    """A line of a unit’s page: the unit at the path with all below it, or the people directly in it."""

    path: str
    is_direct: bool = False


def is_clear(counts: Counts) -> bool:
    """Whether the counts may be said: none is of one to four people."""
    return all(count == 0 or count >= LEAST for count in counts)


def open_rows(direct: Mapping[str, Sequence[int]], depths: Sequence[Parts], step: int) -> dict[Row, int]:
    """How deep each row may be said: 0 for nothing, 1 for the first of the depths and so on.

    ``direct``: counts of the people directly in the unit at each path, for every unit of whole trees; ``depths``: from the
    coarsest to the finest, the places in the counts that are added up; ``step``: characters of a path for each level.
    """
    tree = _Tree(direct, step)
    depth_of = dict.fromkeys(tree.rows, 0)
    for depth, parts in enumerate(depths, 1):
        counts = {row: _added(tree.counts[row], parts) for row in tree.rows}
        allowed = {row for row in tree.rows if depth_of[row] == depth - 1}
        for row in _open(tree, counts, allowed):
            depth_of[row] = depth
    return depth_of


def open_parts(people: Mapping[Key, int], closed: Iterable[Key] = ()) -> set[Key] | None:
    """Of the parts of a whole that is known, those that may be said; none of ``closed``. By the rule above.

    None: not even the whole may be known, because what must stay closed is all of it, or follows from it.
    """
    counts: dict[Row, Counts] = {Row(str(number)): (count,) for number, count in enumerate(people.values())}
    names = dict(zip(counts, people, strict=True))
    kept = set(closed)
    shut = {row for row, key in names.items() if key in kept or not is_clear(counts[row])}
    others = sorted((row for row in counts if row not in shut and any(counts[row])), key=lambda row: counts[row])
    while not _hides(shut, counts):
        if not others:
            return None
        shut.add(others.pop(0))
    return {key for row, key in names.items() if row not in shut}


class _Tree:
    """Rows with their counts, and which rows make up which unit."""

    def __init__(self, direct: Mapping[str, Sequence[int]], step: int) -> None:
        self.below: dict[str, list[Row]] = {path: [Row(path, is_direct=True)] for path in direct}
        self.tops = []
        self.counts: dict[Row, Counts] = {Row(path, is_direct=True): tuple(counts) for path, counts in direct.items()}
        for path in sorted(direct, key=len, reverse=True):
            self.counts[Row(path)] = _sum(self.counts[row] for row in self.below[path])
            if path[:-step] in self.below:
                self.below[path[:-step]].append(Row(path))
            else:
                self.tops.append(Row(path))
        self.rows = list(self.counts)


def _sum(rows: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip(*rows, strict=True)))


def _added(counts: Counts, parts: Parts) -> Counts:
    return tuple(sum(counts[place] for place in part) for part in parts)


def _open(tree: _Tree, counts: dict[Row, Counts], allowed: set[Row]) -> set[Row]:
    """The open rows at one depth; ``allowed``: those that are open at the depth before."""
    found: set[Row] = set()
    allowed -= _of_small_rows(tree, counts)
    waiting = [row for row in tree.tops if row in allowed and is_clear(counts[row])]
    while waiting:
        row = waiting.pop()
        found.add(row)
        if not row.is_direct:
            waiting += _open_within(tree.below[row.path], counts, allowed)
    return found


def _open_within(rows: list[Row], counts: dict[Row, Counts], allowed: set[Row]) -> list[Row]:
    """Of the rows that make up an open unit, those that stay open."""
    closed = {row for row in rows if row not in allowed or not is_clear(counts[row])}
    others = sorted((row for row in rows if row not in closed and any(counts[row])), key=lambda r: (sum(counts[r]), r.path))
    while others and not _hides(closed, counts):
        closed.add(others.pop(0))
    return [row for row in rows if row not in closed]


def _of_small_rows(tree: _Tree, counts: dict[Row, Counts]) -> set[Row]:
    """Units of whose rows with people in them none may be said: each is small, or such a unit itself."""
    found: set[Row] = set()
    for path in sorted(tree.below, key=len, reverse=True):
        peopled = [row for row in tree.below[path] if any(counts[row])]
        if peopled and not any(is_clear(counts[row]) and row not in found for row in peopled):
            found.add(Row(path))
    return found


def _hides(closed: set[Row], counts: dict[Row, Counts]) -> bool:
    """Whether the closed rows hide each other: no people, or several rows whose sum may be said and one of which by itself."""
    peopled = [counts[row] for row in closed if any(counts[row])]
    return not peopled or (len(peopled) > 1 and is_clear(_sum(peopled)) and any(map(is_clear, peopled)))
