"""A story as tables, for walking many of its plays: a state is one whole number, and the rules are those of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scenarios.analysis.domain import CHOSE, METER, SEEN, UNLAWFUL, Clause, Domain, Table
from scenarios.story import Choice, Scene, Story

Holds = Callable[[int], bool]
Change = tuple[int, int, Table]  # shift, mask, new value by old value


@dataclass(frozen=True)
class Way:
    """A choice or a route. ``target``: number of a scene, or −1 − number of an ending; None: not built yet."""

    holds: Holds | None
    changes: tuple[Change, ...]
    target: int | None
    quality: str = ""


@dataclass(frozen=True)
class Node:
    """A scene: ``marking`` notes that it was seen."""

    marking: tuple[Change, ...]
    routes: tuple[Way, ...]
    choices: tuple[Way, ...]


@dataclass(frozen=True)
class Arrival:
    """Where a way comes to rest. ``place``: a scene, an ending below nought, or None; ``passed``: scenes on the way;
    ``routes``: of each scene passed or rested in, which route was taken (None: none of them)."""

    place: int | None
    state: int
    passed: tuple[tuple[int, int | None], ...]

    @property
    def round(self) -> list[int]:
        """The scenes of the ring of routes that closed here, if one did."""
        if self.place is None or self.place < 0 or self.passed[-1][1] is None:
            return []
        back = [place for place, _taken in reversed(self.passed[:-1])]
        return back[: back.index(self.place) + 1]


class Machine:
    """A story ready to be walked."""

    def __init__(self, story: Story, *, for_scores: bool) -> None:
        self.story = story
        self.domain = Domain(story, for_scores=for_scores)
        self.shifts, end = [], 0
        for each in self.domain.fields:
            self.shifts.append(end)
            end += max((each.size - 1).bit_length(), 1)
        self.numbers = {scene.key: number for number, scene in enumerate(story.scenes)}
        self.ends = {ending.key: -1 - number for number, ending in enumerate(story.endings)}
        self.nodes = [self._node(scene) for scene in story.scenes]

    def starts(self) -> list[tuple[int, Arrival]]:
        """For each level that makes a difference, where the first scene leads."""
        found = []
        for level in self.domain.levels:
            values = self.domain.initial(level)
            state = sum(value << shift for value, shift in zip(values, self.shifts, strict=True))
            found.append((level, self.arrive(self.numbers[self.story.start], state)))
        return found

    def open_choices(self, place: int, state: int) -> list[int]:
        """The numbers of the choices that are open."""
        choices = self.nodes[place].choices
        return [number for number, way in enumerate(choices) if way.holds is None or way.holds(state)]

    def choose(self, place: int, state: int, number: int) -> Arrival:
        way = self.nodes[place].choices[number]
        return self.arrive(way.target, changed(state, way.changes))

    def arrive(self, target: int | None, state: int) -> Arrival:
        """As scenarios.engine.arrive: follows routes; a ring of them stops where it closes."""
        passed: list[tuple[int, int | None]] = []
        marks = set()
        place = target
        while place is not None and place >= 0:
            node = self.nodes[place]
            if node.marking:
                state = changed(state, node.marking)
            taken = None
            for number, route in enumerate(node.routes):
                if route.holds is None or route.holds(state):
                    taken = number
                    break
            if taken is None or (place, state) in marks:
                passed.append((place, taken))
                return Arrival(place, state, tuple(passed))
            marks.add((place, state))
            passed.append((place, taken))
            place = node.routes[taken].target
        return Arrival(place, state, tuple(passed))

    def meters(self, state: int) -> dict[str, int]:
        """The meters that are remembered, as the story counts them."""
        return {
            field.key: field.low + (state >> shift & _mask(field.size))
            for field, shift in zip(self.domain.fields, self.shifts, strict=True)
            if field.kind == METER
        }

    def is_unlawful(self, state: int) -> bool:
        """Whether an unlawful choice led here; remembered for scores alone."""
        return self._unlawful(state) > 0

    def is_too_unlawful(self, state: int) -> bool:
        """Whether more unlawful choices led here than the rule to pass allows."""
        return self._unlawful(state) == self.domain.fields[self.domain.index[UNLAWFUL, ""]].size - 1

    def _unlawful(self, state: int) -> int:
        number = self.domain.index[UNLAWFUL, ""]
        return state >> self.shifts[number] & _mask(self.domain.fields[number].size)

    # --- Making ready ----------------------------------------------------------------------------

    def _node(self, scene: Scene) -> Node:
        domain = self.domain
        routes = [Way(self._holds(domain.clause(route.when)), (), self._target(route.target)) for route in scene.routes]
        choices = [
            Way(
                self._holds(domain.clause(choice.when)),
                self._changes(_tables(domain, scene, choice)),
                self._target(choice.target),
                choice.quality,
            )
            for choice in scene.choices
        ]
        return Node(self._changes(domain.marking(SEEN, scene.key)), tuple(routes), tuple(choices))

    def _target(self, key: str) -> int | None:
        return self.numbers.get(key, self.ends.get(key))

    def _changes(self, tables: dict[int, Table]) -> tuple[Change, ...]:
        return tuple((self.shifts[n], _mask(self.domain.fields[n].size), table) for n, table in tables.items())

    def _holds(self, clause: Clause | None) -> Holds | None:
        if clause is None:
            return None
        tests: list[Holds] = [
            _test(self.shifts[test.field], _mask(self.domain.fields[test.field].size), test.bits) for test in clause.tests
        ]
        tests += [holds for group in clause.groups if (holds := self._holds(group))]
        return _any_of(tests) if clause.is_any else _all_of(tests)


def _tables(domain: Domain, scene: Scene, choice: Choice) -> dict[int, Table]:
    marks = domain.marking(CHOSE, f"{scene.key}/{choice.key}")
    if choice.quality == "unlawful":
        marks |= domain.marking(UNLAWFUL, "")
    return domain.tables(choice.effects) | marks


def changed(state: int, changes: Iterable[Change]) -> int:
    """A new state, its fields moved by tables from value to value, in order."""
    for shift, mask, table in changes:
        old = state >> shift & mask
        state += (table[old] - old) << shift
    return state


def _mask(size: int) -> int:
    return (1 << max((size - 1).bit_length(), 1)) - 1


def _test(shift: int, mask: int, bits: int) -> Holds:
    return lambda state: bool(bits >> (state >> shift & mask) & 1)


def _any_of(tests: list[Holds]) -> Holds:
    return tests[0] if len(tests) == 1 else lambda state: any(test(state) for test in tests)


def _all_of(tests: list[Holds]) -> Holds:
    return tests[0] if len(tests) == 1 else lambda state: all(test(state) for test in tests)
