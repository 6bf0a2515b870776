"""What was seen to happen, each with a play that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scenarios.analysis.machine import Arrival, Machine

SCENE, ENDING, CHOICE, HOLDS, FAILS, STUCK, RING = "scene", "ending", "choice", "holds", "fails", "stuck", "ring"
Target = tuple[str, str]  # a kind of the above, and the key of the part; choices as scene/choice, routes as scene/route-1


@dataclass(frozen=True)
class Witness:
    """A play to watch: the player's level and the choices, in their order. The engine replays it."""

    level: int
    choices: tuple[str, ...]


Tell = Callable[[], Witness]  # the play is only put together where it shows something new


@dataclass
class Seen:
    """Targets that were met, each with the first play that met it."""

    machine: Machine
    plays: dict[Target, Witness] = field(default_factory=dict)
    _met: set[object] = field(default_factory=set)

    def note_arrival(self, arrival: Arrival, tell: Tell) -> None:
        """The scenes on the way with the routes they took or refused, and the ending."""
        goal = arrival.place if arrival.place is not None and arrival.place < 0 else 0
        mark = (arrival.passed, goal)
        if mark in self._met:
            return
        self._met.add(mark)
        story, witness = self.machine.story, tell()
        for place, taken in arrival.passed:
            scene = story.scenes[place]
            self._note(SCENE, scene.key, witness)
            for number in range(len(scene.routes)):
                self._note(HOLDS if number == taken else FAILS, route_key(scene.key, number), witness)
                if number == taken:
                    break
        for place in arrival.round:
            self._note(RING, story.scenes[place].key, witness)
        if goal:
            self._note(ENDING, story.endings[-1 - goal].key, witness)

    def note_offers(self, place: int, open_now: list[int], tell: Tell) -> None:
        """Which choices are open and which are closed here."""
        mark = (place, tuple(open_now), "offers")
        if mark in self._met:
            return
        self._met.add(mark)
        scene, witness = self.machine.story.scenes[place], tell()
        for number, choice in enumerate(scene.choices):
            key = f"{scene.key}/{choice.key}"
            if number in open_now:
                self._note(CHOICE, key, Witness(witness.level, (*witness.choices, choice.key)))
            self._note(HOLDS if number in open_now else FAILS, key, witness)
        if not open_now:
            self._note(STUCK, scene.key, witness)

    def _note(self, kind: str, key: str, witness: Witness) -> None:
        self.plays.setdefault((kind, key), witness)


def route_key(scene: str, number: int) -> str:
    """The first route of a scene is number 0 and is called 1."""
    return f"{scene}/route-{number + 1}"
