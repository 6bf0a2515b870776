"""What must not be said of a unit or an edition, because less what is said of all and of the others it would tell of few.

Groups lie within groups: all who played, the units that are told and those below them, or languages and editions. What is
said of each are cells, and cells add up in two ways: within a group (the choices of a scene, the ways into it and out of it),
and over groups (those below a group, and who is in none of them, are the group). A cell of one to four people is closed, and
with it as many others as it takes to hide it, both ways, until nothing more is needed. What is said of all stays as it is.
No database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from base.suppression import LEAST, is_clear, open_parts

Place = tuple[int, ...]  # from the group of all down
Key = tuple[Hashable, ...]
REST = -1  # who is directly in a group that has groups below it
Behind = Callable[[Place, set[Key]], set[Key]]


@dataclass(frozen=True)
class Groups:
    """``at``: by run, the deepest group that may be told; ``own``: those whose figures are asked for."""

    at: Mapping[int, Place]
    own: frozenset[Place]

    @cached_property
    def places(self) -> Mapping[int, tuple[Place, ...]]:
        """Every group that a run belongs to, from the top down."""
        above = {place[:depth] for place in self.at.values() for depth in range(1, len(place))}
        full = {place: (*place, REST) if place in above else place for place in set(self.at.values())}
        chains = {place: tuple(leaf[:depth] for depth in range(1, len(leaf) + 1)) for place, leaf in full.items()}
        return {run: chains[place] for run, place in self.at.items()}


def counted(groups: Groups, rows: Iterable[tuple[int, int, Key]]) -> dict[Place, dict[Key, int]]:
    """``rows``: run, learner and cell. Distinct learners by group and cell."""
    people: dict[Place, dict[Key, set[int]]] = {}
    for run, learner, key in rows:
        for place in groups.places[run]:
            people.setdefault(place, {}).setdefault(key, set()).add(learner)
    return {place: {key: len(found) for key, found in cells.items()} for place, cells in people.items()}


@dataclass
class Cells:
    """``counts`` by group and cell; ``sums``: wholes and their parts within a group; ``at_top``: cells closed for all;
    ``behind``: cells of a group that would tell of closed ones. ``known``: closed, though all know them from the group above."""

    counts: Mapping[Place, Mapping[Key, int]]
    sums: Iterable[tuple[Key, list[Key]]]
    at_top: set[Key]
    behind: Behind = lambda _place, _closed: set()
    closed: dict[Place, set[Key]] = field(default_factory=dict)
    known: dict[Place, set[Key]] = field(default_factory=dict)

    def close(self) -> None:
        top = min(self.counts, key=len)
        below: dict[Place, list[Place]] = {}
        for place in sorted(self.counts, key=len):
            below.setdefault(place[:-1], []).append(place)
            few = {key for key in self.counts[top] if 0 < self.counts[place].get(key, 0) < LEAST}
            self.closed[place] = self.at_top if place == top else few
            self.known[place] = set()
        looked: dict[tuple[Place, bool], list[int]] = {}
        found = True
        while found:
            found = False
            for place in sorted(self.counts, key=len):
                found |= self._looked_at(place, below.get(place, []), top, looked)

    def _looked_at(self, place: Place, below: list[Place], top: Place, looked: dict[tuple[Place, bool], list[int]]) -> bool:
        """Where anything was closed since a group was looked at last, again. Whether more had to be closed."""
        found = False
        for is_within, around in ((True, [place]), (False, [place, *below])):
            sizes = [len(self.closed[each]) + len(self.known[each]) for each in around]
            if looked.get((place, is_within)) != sizes and not (is_within and place == top):
                looked[place, is_within] = sizes
                found |= self._within(place) if is_within else self._over(place, below)
        return found

    def _within(self, place: Place) -> bool:
        """Whether anything more had to be closed in a group."""
        closed, counts = self.closed[place], self.counts[place]
        before = len(closed)
        for whole, parts in self.sums:
            peopled = {key: counts[key] for key in parts if counts.get(key)}
            if whole not in closed and closed.isdisjoint(peopled):
                continue
            shown = None if whole in closed else open_parts(peopled, closed & set(peopled) - self.known[place])
            closed |= {whole, *peopled} if shown is None else set(peopled) - shown
        closed |= self.behind(place, closed)
        return len(closed) > before

    def _over(self, place: Place, below: list[Place]) -> bool:
        """Whether anything more had to be closed in the groups of which a group is made."""
        found = [self._hidden(key, key in self.closed[place], below) for key in self.counts[place]]
        return any(found)

    def _hidden(self, key: Key, is_closed: bool, below: list[Place]) -> bool:
        peopled = {place: self.counts[place][key] for place in below if self.counts[place].get(key)}
        shut = [place for place in peopled if key in self.closed[place]]
        others = sorted((place for place in peopled if key not in self.closed[place]), key=lambda place: (peopled[place], place))
        more = others if is_closed else []
        while not is_closed and shut and others and not _hides([peopled[place] for place in shut + more]):
            more.append(others.pop(0))
        for place in more:
            self.closed[place].add(key)
        if not is_closed and len(shut + more) == 1 and key not in self.known[shut[0]]:
            self.known[shut[0]].add(key)
            return True
        return bool(more)


def _hides(closed: list[int]) -> bool:
    return len(closed) > 1 and is_clear((sum(closed),))


def closed_in(groups: Groups, cells: Cells) -> set[Key]:
    """Cells that must not be said of the groups that are asked for."""
    if not cells.counts:
        return set()
    cells.close()
    return {key for place in groups.own for key in cells.closed.get(place, ())}
