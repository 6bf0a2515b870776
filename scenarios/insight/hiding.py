"""Which figures of ways may be said, so that nobody learns of one to four people, by adding and subtracting neither. No database.

A scene is two wholes: what came into it, and what went out of it by its choices or stopped there; both hold as many. A way
of few people is closed, and with it as many others of either whole as it takes to hide it (``base.suppression``). Where
that is not enough, the scene is silent: nothing of it is said, nor of any way into it or out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from base.suppression import LEAST, open_parts
from scenarios.story import Story

ENTRY, STOPPED = "", " stopped"  # no keys: where the first scene is entered from, and where open runs stand
Way = tuple[str, str]


@dataclass
class Told:
    """``closed`` ways, ``silent`` scenes and endings, ``closed_choices`` as (scene, choice): nothing is said of them."""

    people: Mapping[Way, int]
    closed: set[Way]
    silent: set[str]
    closed_choices: set[Way] = field(default_factory=set)

    def is_open(self, way: Way) -> bool:
        return way not in self.closed and not {*way} & self.silent

    def scenes(self, story: Story) -> list[str]:
        return [key for key in story.scenes_by_key if key not in self.silent]

    def endings(self, keys: Iterable[str]) -> set[str]:
        """Those of which the number of runs may be said: every way into them is open."""
        return {key for key in keys if key not in self.silent and all(self.is_open(way) for way in self.people if way[1] == key)}

    def close(self, ways: Iterable[Way]) -> bool:
        """Whether that closed any way that was open."""
        more = {*ways} - self.closed
        self.closed |= more
        return bool(more)

    def hush(self, node: str) -> bool:
        """Whether the scene or ending was not silent yet."""
        is_new = node not in self.silent
        self.silent.add(node)
        self.close(way for way in self.people if node in way)
        return is_new


def closed_choices(scenes: Mapping[str, Mapping[str, int]], closed: Set[Way] = frozenset()) -> set[Way]:
    """``scenes``: people by scene and choice; ``closed``: what must not be said from the first."""
    found = set()
    for scene, people in scenes.items():
        shown = open_parts(people, [choice for choice in people if (scene, choice) in closed]) or set()
        found |= {(scene, choice) for choice in people if choice not in shown}
    return found


def told_ways(people: Mapping[Way, int], *, closed: set[Way], silent: set[str], choices: set[Way]) -> Told:
    """``people``: distinct learners by way; ``closed`` and ``silent``: what must not be said from the first."""
    told = Told(people, {*closed}, set(), choices)
    for node in silent:
        told.hush(node)
    nodes = {key for way in people for key in way} - {ENTRY, STOPPED}
    while any(_hides_more(told, node, side) for node in sorted(nodes) for side in (0, 1)):
        pass
    return told


def _hides_more(told: Told, node: str, side: int) -> bool:
    """Closes what it takes on one side of a scene (0: out of it, 1: into it). Whether anything was to be done."""
    if node in told.silent:
        return False
    whole = {way: count for way, count in told.people.items() if way[side] == node}
    shown = open_parts(whole, told.closed & set(whole))
    return told.hush(node) if shown is None else told.close(set(whole) - shown)


# --- Days ----------------------------------------------------------------------------------------


def periods(days: Iterable[tuple[date, int]]) -> list[date]:
    """``days``: of each run its day and its learner. The first days of periods that hold five people each, or more."""
    firsts: list[date] = []
    within: set[int] = set()
    last = None
    for day, learner in sorted(days):
        if not firsts or (len(within) >= LEAST and day != last):
            firsts.append(day)
            within = set()
        within.add(learner)
        last = day
    return firsts[:-1] if len(firsts) > 1 and len(within) < LEAST else firsts


def widened(since: date | None, until: date | None, firsts: list[date]) -> tuple[date | None, date | None]:
    """The days asked for, made whole periods, so that no two answers differ by fewer than five people."""
    begins = max((first for first in firsts if since and first <= since), default=None)
    follows = min((first for first in firsts if until and first > until), default=None)
    return begins, follows - timedelta(days=1) if follows else None
