"""Which values are possible where: for each scene, a set of values for every field, wide enough to hold whatever may happen.

The sets are bounds from above: each field has its own, without saying which values go together. So what they rule out is
impossible indeed, and what they leave open may still be impossible. A state of this kind is one whole number, with one bit
for each value of each field; joining two is an “or”.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scenarios.analysis.domain import CHOSE, SEEN, Allowed, Clause, Domain, Table
from scenarios.analysis.shape import forward_order, ways_of
from scenarios.story import Scene, Story

NOTHING = 0  # no state at all
Place = tuple[str, int]  # a scene's key, and the number of a choice or route in it


@dataclass
class Values:
    """The possible states: when a scene is entered, when its choices are offered, at each ending, and what each way lets by.

    ``choice_fails`` and ``route_fails`` are what a condition turns away; ``stuck`` what finds every choice closed.
    """

    entered: dict[str, int] = field(default_factory=dict)
    rest: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    choice_holds: dict[Place, int] = field(default_factory=dict)
    choice_fails: dict[Place, int] = field(default_factory=dict)
    route_holds: dict[Place, int] = field(default_factory=dict)
    route_fails: dict[Place, int] = field(default_factory=dict)
    stuck: dict[str, int] = field(default_factory=dict)


class Bounds:
    """The layout of the fields in one number, and what conditions and effects do to such a number."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.offsets, self.masks, end = [], [], 0
        for each in domain.fields:
            self.offsets.append(end)
            self.masks.append(each.everything << end)
            end += each.size
        self.sign = 1 << end  # set in every state that is possible, so that a story without fields has states too
        self._images: dict[int, tuple[Table, dict[int, int]]] = {}  # by the table itself: its values are many to hash

    def initial(self) -> int:
        state = self.sign
        for level in self.domain.levels:
            for offset, value in zip(self.offsets, self.domain.initial(level), strict=True):
                state |= 1 << offset + value
        return state

    def bits(self, state: int, number: int) -> int:
        """The possible values of one field."""
        return (state & self.masks[number]) >> self.offsets[number]

    # --- Conditions ------------------------------------------------------------------------------

    def _only(self, state: int, number: int, bits: int) -> int:
        kept = state & ~self.masks[number] | state & bits << self.offsets[number]
        return kept if kept & self.masks[number] else NOTHING

    def _test(self, state: int, test: Allowed, *, holds: bool) -> int:
        every = self.domain.fields[test.field].everything
        return self._only(state, test.field, test.bits if holds else every & ~test.bits)

    def where(self, state: int, clause: Clause | None, *, holds: bool) -> int:
        """What of the state may meet the condition, or may fail it."""
        if clause is None:
            return state if holds else NOTHING
        if clause.is_any == holds:  # one part suffices
            joined = NOTHING
            for test in clause.tests:
                joined |= self._test(state, test, holds=holds)
            for group in clause.groups:
                joined |= self.where(state, group, holds=holds)
            return joined
        for test in clause.tests:
            state = state and self._test(state, test, holds=holds)
        for group in clause.groups:
            state = state and self.where(state, group, holds=holds)
        return state

    # --- Effects ---------------------------------------------------------------------------------

    def after(self, state: int, tables: Iterable[tuple[int, Table]]) -> int:
        for number, table in tables:
            offset, bits = self.offsets[number], self.bits(state, number)
            kept = self._images.get(id(table))
            if kept is None:
                kept = self._images[id(table)] = (table, {})
            image = kept[1].get(bits)
            if image is None:
                image = kept[1][bits] = _image(table, bits)
            state = state & ~self.masks[number] | image << offset
        return state


def _image(table: Table, bits: int) -> int:
    image = 0
    for old, new in enumerate(table):
        if bits >> old & 1:
            image |= 1 << new
    return image


Tables = tuple[tuple[int, Table], ...]


@dataclass(frozen=True)
class Way:
    """A choice or a route: what it asks, what it changes, and where it leads."""

    clause: Clause | None
    tables: Tables
    target: str


@dataclass(frozen=True)
class Node:
    """A scene: whether its routes may lead back to it, its routes and its choices."""

    in_ring: bool
    marking: Tables
    routes: tuple[Way, ...]
    choices: tuple[Way, ...]


class Spread:
    """Spreads the possible states from the first scene until nothing new comes."""

    def __init__(self, story: Story, domain: Domain, rings: set[str]) -> None:
        self.story, self.bounds = story, Bounds(domain)
        self.nodes = {scene.key: self._node(scene, domain, scene.key in rings) for scene in story.scenes}
        self.values = Values()
        self._forward = forward_order([story.start], ways_of(story, set(self.nodes)))

    def _node(self, scene: Scene, domain: Domain, in_ring: bool) -> Node:
        routes = tuple(Way(domain.clause(route.when), (), route.target) for route in scene.routes)
        choices = tuple(
            Way(
                domain.clause(choice.when),
                tuple((domain.tables(choice.effects) | domain.marking(CHOSE, f"{scene.key}/{choice.key}")).items()),
                choice.target,
            )
            for choice in scene.choices
        )
        return Node(in_ring, tuple(domain.marking(SEEN, scene.key).items()), routes, choices)

    def run(self) -> Values:
        """In rounds, each forward from the first scene: so a scene waits until most that leads to it has come, and one in a loop
        is left once a round, not once for every way back."""
        waiting: set[str] = set()
        self._enter(self.story.start, self.bounds.initial(), waiting)
        while waiting:
            for key in self._forward:
                if key in waiting:
                    waiting.discard(key)
                    for target, state in self._leave(key):
                        self._enter(target, state, waiting)
        for key in self.values.entered:
            self._judge(key)
        return self.values

    def _enter(self, target: str, state: int, waiting: set[str]) -> None:
        node = self.nodes.get(target)
        if node is None:
            self.values.ended[target] = self.values.ended.get(target, NOTHING) | state
            return
        known = self.values.entered.get(target, NOTHING)
        joined = known | self.bounds.after(state, node.marking)
        if joined != known:
            self.values.entered[target] = joined
            waiting.add(target)

    def _leave(self, key: str) -> list[tuple[str, int]]:
        node, where = self.nodes[key], self.bounds.where
        found, left = self._routed(key, self.values.entered[key])
        left |= self.values.entered[key] if node.in_ring else NOTHING
        self.values.rest[key] = left
        for way in node.choices if left else ():
            taken = where(left, way.clause, holds=True)
            if taken:
                found.append((way.target, self.bounds.after(taken, way.tables)))
        return found

    def taken(self, key: str, state: int) -> list[tuple[str, int]]:
        """What of the state each route of the scene lets by, and where to."""
        return self._routed(key, state)[0]

    def _routed(self, key: str, left: int) -> tuple[list[tuple[str, int]], int]:
        """The same, and what no route takes."""
        found = []
        for route in self.nodes[key].routes:
            taken = left and self.bounds.where(left, route.clause, holds=True)
            if taken:
                found.append((route.target, taken))
            left = left and self.bounds.where(left, route.clause, holds=False)
        return found, left

    def _judge(self, key: str) -> None:
        """What each condition of the scene lets by and turns away, once nothing new can come."""
        node, where, values = self.nodes[key], self.bounds.where, self.values
        left = values.entered[key]
        for number, route in enumerate(node.routes):
            values.route_holds[key, number] = left and where(left, route.clause, holds=True)
            left = left and where(left, route.clause, holds=False)
            values.route_fails[key, number] = left
        left = values.rest[key]
        stuck = left
        for number, way in enumerate(node.choices):
            values.choice_holds[key, number] = left and where(left, way.clause, holds=True)
            values.choice_fails[key, number] = left and where(left, way.clause, holds=False)
            stuck = stuck and where(stuck, way.clause, holds=False)
        values.stuck[key] = stuck
