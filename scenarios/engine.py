"""How a story runs: state in, state out. No Django, no database, no clock, no chance.

The same edition, level and choices give the same end, always. Order of things when a choice is made:
its effects one after the other (each clipped to its meter's range), then the way to its target, then the routes of each scene
reached, of which the first that holds is taken, until a scene without such a route or an ending.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scenarios.conditions import Condition, Effect, Test
from scenarios.story import Choice, Meter, Scene, Story


class NotOpen(ValueError):
    """The choice does not exist in this scene, or its condition is not met."""


@dataclass(frozen=True)
class State:
    """Where a run stands. ``scene`` is the key of a scene or an ending.

    ``visited`` and ``chosen`` (as scene/choice) hold each key once, in the order of the first time;
    ``through`` the scenes that were passed without a decision since the last one.
    """

    scene: str
    meters: Mapping[str, int]
    flags: frozenset[str] = frozenset()
    visited: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "scene": self.scene,
            "meters": dict(self.meters),
            "flags": sorted(self.flags),
            "visited": list(self.visited),
            "chosen": list(self.chosen),
            "through": list(self.through),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> State:
        return cls(
            scene=raw["scene"],
            meters=dict(raw["meters"]),
            flags=frozenset(raw["flags"]),
            visited=tuple(raw["visited"]),
            chosen=tuple(raw["chosen"]),
            through=tuple(raw.get("through", ())),
        )


@dataclass(frozen=True)
class Offer:
    """A choice as the scene shows it: open, or greyed with its reason."""

    choice: Choice
    is_open: bool

    @property
    def reason(self) -> str:
        return "" if self.is_open else self.choice.unmet_reason


@dataclass(frozen=True)
class Change:
    """What one decision did to one meter."""

    meter: Meter
    before: int
    after: int

    @property
    def is_good(self) -> bool:
        return (self.after > self.before) == (self.meter.good == "high")


@dataclass(frozen=True)
class Shortcoming:
    """One rule to pass that was not kept. ``subject``: a meter's key; empty for the count of unlawful choices."""

    subject: str
    value: int
    at_least: int | None = None
    at_most: int | None = None


# --- Conditions and effects ----------------------------------------------------------------------


COMPARISONS = {"meter-at-least": operator.ge, "meter-equals": operator.eq, "meter-at-most": operator.le}


def is_met(test: Test, state: State, level: int) -> bool:
    """Raises KeyError for a test or a meter that does not exist; a validated edition has none."""
    if test.test in COMPARISONS:
        return COMPARISONS[test.test](state.meters[test.subject], test.number or 0)
    return {
        "flag-set": test.subject in state.flags,
        "flag-clear": test.subject not in state.flags,
        "seen": test.subject in state.visited,
        "chose": test.subject in state.chosen,
        "level-at-least": level >= (test.number or 0),
    }[test.test]


def holds(condition: Condition | None, state: State, level: int) -> bool:
    """No condition always holds; so does one without tests."""
    if condition is None:
        return True
    groups = [_combined(group.combine, [is_met(test, state, level) for test in group.tests]) for group in condition.groups]
    return _combined(condition.combine, [is_met(test, state, level) for test in condition.tests] + groups)


def _combined(combine: str, answers: Sequence[bool]) -> bool:
    return not answers or (any(answers) if combine == "any" else all(answers))


def with_effects(story: Story, state: State, effects: Iterable[Effect]) -> State:
    """One after the other, each clipped to its meter's range. Raises KeyError for a meter that the story does not have."""
    meters, flags = dict(state.meters), set(state.flags)
    for effect in effects:
        if effect.effect == "set-flag":
            flags.add(effect.subject)
        elif effect.effect == "clear-flag":
            flags.discard(effect.subject)
        else:
            base = meters[effect.subject] if effect.effect == "add" else 0
            meter = story.meters_by_key[effect.subject]
            meters[effect.subject] = min(max(base + (effect.number or 0), meter.minimum), meter.maximum)
    return replace(state, meters=meters, flags=frozenset(flags))


# --- Running -------------------------------------------------------------------------------------


def start(story: Story, level: int) -> State:
    """The state before the first decision."""
    return arrive(story, State("", {meter.key: meter.start for meter in story.meters}), story.start, level)


def arrive(story: Story, state: State, key: str, level: int) -> State:
    """Enters a scene or ending and follows routes from there. A ring of routes stops where it closes.

    Raises KeyError for a key that the story does not have; a validated edition has none.
    """
    state = replace(state, through=())
    passed: set[tuple[str, int]] = set()
    while key not in story.endings_by_key:
        scene = story.scenes_by_key[key]
        state = replace(state, scene=key, visited=_with(state.visited, key))
        way_on = next((route.target for route in scene.routes if holds(route.when, state, level)), None)
        mark = (key, len(state.visited))  # routes have no effects, so only a first visit can change what holds
        if way_on is None or mark in passed:
            return state
        passed.add(mark)
        state = replace(state, through=_with(state.through, key))
        key = way_on
    return replace(state, scene=key)


def offers(story: Story, state: State, level: int) -> list[Offer]:
    """The choices of the scene: open ones, and closed ones that give a reason. Closed without reason: hidden."""
    scene = story.scenes_by_key.get(state.scene)
    answers = [Offer(choice, holds(choice.when, state, level)) for choice in scene.choices] if scene else []
    return [offer for offer in answers if offer.is_open or offer.reason]


def choose(story: Story, state: State, choice_key: str, level: int) -> State:
    """The state after a choice. Raises NotOpen for a choice that is not open here."""
    offer = next((o for o in offers(story, state, level) if o.choice.key == choice_key and o.is_open), None)
    if offer is None:
        raise NotOpen(f"{choice_key!r} is not open in {state.scene!r}.")
    changed = with_effects(story, state, offer.choice.effects)
    changed = replace(changed, chosen=_with(changed.chosen, f"{state.scene}/{choice_key}"))
    return arrive(story, changed, offer.choice.target, level)


def replay(story: Story, level: int, choices: Iterable[str]) -> State:
    """The state that the choices lead to, from the start. Raises NotOpen where one is not open."""
    state = start(story, level)
    for choice in choices:
        state = choose(story, state, choice, level)
    return state


def has_ended(story: Story, state: State) -> bool:
    """Whether the state rests in an ending; a scene without a way on is none."""
    return state.scene in story.endings_by_key


def is_stuck(story: Story, state: State, level: int) -> bool:
    """Not at an ending, and nothing can be chosen: a fault of the scenario that checks could not prove away."""
    return not has_ended(story, state) and not any(offer.is_open for offer in offers(story, state, level))


# --- What came of it -----------------------------------------------------------------------------


def changes(story: Story, before: State, after: State) -> list[Change]:
    """Meters that differ, in the story's order."""
    both = [(meter, before.meters[meter.key], after.meters[meter.key]) for meter in story.meters]
    return [Change(meter, old, new) for meter, old, new in both if old != new]


def shortcomings(story: Story, state: State, decisions: Iterable[tuple[str, str]]) -> list[Shortcoming]:
    """Which rules to pass were not kept; ``decisions`` as pairs of scene and choice, each as often as it was made."""
    made = [story.scenes_by_key[scene].choice(choice) for scene, choice in decisions]
    unlawful = sum(choice is not None and choice.quality == "unlawful" for choice in made)
    short = [Shortcoming("", unlawful, at_most=story.passes.unlawful)] if unlawful > story.passes.unlawful else []
    for bound in story.passes.meters:
        value = state.meters[bound.subject]
        if bound.is_too_low(value):
            short.append(Shortcoming(bound.subject, value, at_least=bound.at_least))
        elif bound.is_too_high(value):
            short.append(Shortcoming(bound.subject, value, at_most=bound.at_most))
    return short


def passed(story: Story, state: State, decisions: Iterable[tuple[str, str]]) -> bool:
    """Whether the run reached an ending and kept every rule to pass."""
    return has_ended(story, state) and not shortcomings(story, state, decisions)


def fewest_decisions_left(story: Story, state: State) -> int:
    """The least number of decisions to an ending if every choice were open; 0 at an ending or where none can be reached."""
    distance, edge, seen = 0, [state.scene], {state.scene}
    while edge:
        if any(key in story.endings_by_key for key in edge):
            return distance
        distance += 1
        ahead = [key for scene in _scenes(story, edge) for choice in scene.choices for key in _ways_on(story, choice.target)]
        edge = [key for key in dict.fromkeys(ahead) if key not in seen]
        seen.update(edge)
    return 0


def _scenes(story: Story, keys: Iterable[str]) -> list[Scene]:
    return [story.scenes_by_key[key] for key in keys if key in story.scenes_by_key]


def _ways_on(story: Story, key: str) -> list[str]:
    """Where a target may come to rest: itself, and whatever its routes lead to."""
    found: list[str] = []
    waiting = [key]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.append(here)
            waiting += [route.target for scene in _scenes(story, [here]) for route in scene.routes]
    return found


def _with(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return keys if key in keys else (*keys, key)
