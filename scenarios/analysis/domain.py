"""What a story remembers, as fields of few values each; tests as sets of values, effects as tables from value to value.

A field is a meter, a flag, a scene that some condition asks to have been seen, a choice that some condition asks to have
been made, or the player's level. Everything else of a state changes nothing that can happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from people.levels import Level
from scenarios.analysis.shape import ring_scenes
from scenarios.conditions import Condition, Effect, Test
from scenarios.story import Choice, Scene, Story

LEVELS = tuple(int(level) for level in Level)
METER, FLAG, SEEN, CHOSE, LEVEL, UNLAWFUL = "meter", "flag", "seen", "chose", "level", "unlawful"
KIND_OF_TEST = {"flag-set": FLAG, "flag-clear": FLAG, "seen": SEEN, "chose": CHOSE, "level-at-least": LEVEL}
MOST_UNLAWFUL = 20  # choices that are told apart
Table = tuple[int, ...]  # new value by old value


@dataclass(frozen=True)
class Field:
    """One thing remembered. Its values are 0 … size − 1; of a meter, the steps above its lowest value."""

    kind: str
    key: str
    size: int
    low: int = 0

    @property
    def everything(self) -> int:
        """The set of all its values, one bit each."""
        return (1 << self.size) - 1

    def values(self, bits: int) -> list[int]:
        """A set of values as the story counts them."""
        return [self.low + value for value in range(self.size) if bits >> value & 1]


@dataclass(frozen=True)
class Allowed:
    """A test: the field must have one of these values (bits)."""

    field: int
    bits: int


@dataclass(frozen=True)
class Clause:
    """All or any of some tests and of groups of tests; groups have no groups."""

    is_any: bool
    tests: tuple[Allowed, ...]
    groups: tuple[Clause, ...] = ()


class Domain:
    """The fields of a story. ``for_scores``: also what no condition asks for, but what a play is judged by."""

    def __init__(self, story: Story, *, for_scores: bool) -> None:
        self.story = story
        asked = {(_kind(test), test.subject) for _scene, when in every_condition(story) for test in when.every_test}
        self.fields = [
            Field(METER, meter.key, max(meter.maximum - meter.minimum, 0) + 1, meter.minimum)
            for meter in story.meters
            if for_scores or (METER, meter.key) in asked
        ]
        self.fields += [Field(FLAG, flag.key, 2) for flag in story.flags if (FLAG, flag.key) in asked]
        seen = {key for kind, key in asked if kind == SEEN} | ring_scenes(story)
        self.fields += [Field(SEEN, scene.key, 2) for scene in story.scenes if scene.key in seen]
        self.fields += [Field(CHOSE, key, 2) for kind, key in sorted(asked) if kind == CHOSE]
        if any(kind == LEVEL for kind, _key in asked):
            self.fields.append(Field(LEVEL, "", len(LEVELS), LEVELS[0]))
        if for_scores:
            self.fields.append(Field(UNLAWFUL, "", min(story.passes.unlawful, MOST_UNLAWFUL) + 2))  # the last: more than that
        self.index = {(field.kind, field.key): number for number, field in enumerate(self.fields)}

    def initial(self, level: int) -> list[int]:
        """The value of every field at the start, before the first scene is entered."""
        starts = {meter.key: meter.start - meter.minimum for meter in self.story.meters}
        return [starts[f.key] if f.kind == METER else level - LEVELS[0] if f.kind == LEVEL else 0 for f in self.fields]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that make a difference."""
        return LEVELS if (LEVEL, "") in self.index else LEVELS[:1]

    # --- Conditions ------------------------------------------------------------------------------

    def clause(self, condition: Condition | None) -> Clause | None:
        """None: nothing is asked."""
        if condition is None:
            return None
        groups = [Clause(group.combine == "any", tuple(map(self.allowed, group.tests))) for group in condition.groups]
        return Clause(condition.combine == "any", tuple(map(self.allowed, condition.tests)), tuple(groups))

    def allowed(self, test: Test) -> Allowed:
        number = self.index[_kind(test), test.subject if _kind(test) != LEVEL else ""]
        field, asked = self.fields[number], test.number or 0
        if field.kind in (FLAG, SEEN, CHOSE):
            return Allowed(number, 0b01 if test.test == "flag-clear" else 0b10)
        return Allowed(number, _values_that_hold(test.test, field.low, field.size, asked))

    # --- Effects ---------------------------------------------------------------------------------

    def tables(self, effects: Iterable[Effect]) -> dict[int, Table]:
        """What the effects, one after the other, do to each field that they touch."""
        found: dict[int, Table] = {}
        for effect in effects:
            kind = FLAG if effect.effect in ("set-flag", "clear-flag") else METER
            number = self.index.get((kind, effect.subject))
            if number is not None:
                field = self.fields[number]
                table = _table(effect.effect, effect.number or 0, field.low, field.size)
                found[number] = _one_after_the_other(found[number], table) if number in found else table
        return found

    def marking(self, kind: str, key: str) -> dict[int, Table]:
        """A scene seen or a choice made, where it is remembered; unlawful choices are counted."""
        number = self.index.get((kind, key))
        if number is None:
            return {}
        size = self.fields[number].size
        return {number: _table("add", 1, 0, size)}


@lru_cache(maxsize=4096)
def _values_that_hold(test: str, low: int, size: int, asked: int) -> int:
    return sum(1 << step for step in range(size) if _holds(test, low + step, asked))


def _holds(test: str, value: int, asked: int) -> bool:
    if test == "meter-equals":
        return value == asked
    return value <= asked if test == "meter-at-most" else value >= asked


def _kind(test: Test) -> str:
    return KIND_OF_TEST.get(test.test, METER)


@lru_cache(maxsize=4096)
def _table(effect: str, amount: int, low: int, size: int) -> Table:
    if effect in ("set-flag", "clear-flag"):
        return (int(effect == "set-flag"),) * size
    highest = size - 1
    if effect == "add":
        return tuple(min(max(value + amount, 0), highest) for value in range(size))
    return (min(max(amount - low, 0), highest),) * size


@lru_cache(maxsize=4096)
def _one_after_the_other(first: Table, then: Table) -> Table:
    return tuple(then[value] for value in first)


def every_condition(story: Story) -> Iterator[tuple[Scene, Condition]]:
    """Scene by scene, those of choices before those of routes."""
    for scene in story.scenes:
        parts: list[Choice | object] = [*scene.choices, *scene.routes]
        for part in parts:
            when = getattr(part, "when", None)
            if when is not None:
                yield scene, when
