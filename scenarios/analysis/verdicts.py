"""Three honest verdicts for each scene, choice, ending and condition: reachable, impossible, or not found.

Reachable comes with a play that the engine replays. Impossible comes with its reason: no way, bounds that rule it out, or a
complete search that never met it. Whatever neither proves was not found in so many plays and states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.analysis.plays import Plays
from scenarios.analysis.search import Search
from scenarios.analysis.shape import reached_from, ways_of
from scenarios.analysis.state import Reading
from scenarios.analysis.values import Place
from scenarios.analysis.witnesses import CHOICE, ENDING, FAILS, HOLDS, SCENE, Target, Witness, route_key
from scenarios.story import Choice, Route, Scene, Story

REACHABLE, IMPOSSIBLE, NOT_FOUND = "reachable", "impossible", "not-found"
NO_WAY, BOUNDS, EVERY_STATE = "no-way", "bounds", "every-state"


@dataclass(frozen=True)
class Verdict:
    """``kind`` and ``key`` as in scenarios.analysis.witnesses; holds and fails are about a condition.

    ``reason`` of an impossibility: no-way, bounds or every-state.
    """

    kind: str
    key: str
    verdict: str
    witness: Witness | None = None
    reason: str = ""


def verdicts_of(reading: Reading, search: Search, plays: Plays) -> list[Verdict]:
    """In the order of the story."""
    seen = plays.seen.plays | search.seen.plays
    bounds = Proof(reading, search)
    return [_verdict(target, seen.get(target), bounds.why_not(target)) for target in targets(reading.story)]


def targets(story: Story) -> Iterator[Target]:
    """Everything that gets a verdict, in the order of the story; a condition gets two."""
    for scene in story.scenes:
        yield SCENE, scene.key
        for key, part in _parts(scene):
            if isinstance(part, Choice):
                yield CHOICE, key
            if part.when is not None:
                yield HOLDS, key
                yield FAILS, key
    for ending in story.endings:
        yield ENDING, ending.key


def _parts(scene: Scene) -> Iterator[tuple[str, Choice | Route]]:
    for number, route in enumerate(scene.routes):
        yield route_key(scene.key, number), route
    for choice in scene.choices:
        yield f"{scene.key}/{choice.key}", choice


def _verdict(target: Target, witness: Witness | None, reason: str) -> Verdict:
    if witness is not None:
        return Verdict(*target, REACHABLE, witness)
    return Verdict(*target, IMPOSSIBLE, reason=reason) if reason else Verdict(*target, NOT_FOUND)


class Proof:
    """What ways, bounds and a complete search rule out."""

    def __init__(self, reading: Reading, search: Search) -> None:
        self.reading, self.is_complete = reading, search.is_complete
        self.on_ways = reached_from([reading.story.start], ways_of(reading.story, reading.rings))
        values = reading.values
        self.holds = self._by_key(values.choice_holds, values.route_holds)
        self.fails = self._by_key(values.choice_fails, values.route_fails)

    def why_not(self, target: Target) -> str:
        """The reason why it is impossible; empty where nothing rules it out."""
        kind, key = target
        if kind in (SCENE, ENDING) and key not in self.on_ways:
            return NO_WAY
        return BOUNDS if not self._may_be(kind, key) else EVERY_STATE if self.is_complete else ""

    def _may_be(self, kind: str, key: str) -> bool:
        if kind in (SCENE, ENDING):
            return self.reading.is_entered(key)
        return bool((self.fails if kind == FAILS else self.holds).get(key))

    def _by_key(self, choices: dict[Place, int], routes: dict[Place, int]) -> dict[str, int]:
        found = {}
        for scene in self.reading.story.scenes:
            for number, choice in enumerate(scene.choices):
                found[f"{scene.key}/{choice.key}"] = choices.get((scene.key, number), 0)
            for number in range(len(scene.routes)):
                found[route_key(scene.key, number)] = routes.get((scene.key, number), 0)
        return found
