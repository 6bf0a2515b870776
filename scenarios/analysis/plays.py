"""Many plays by chance: how likely the endings are, and what comes up at all.

Half of them choose at random, for probabilities; half choose what was chosen least before, for coverage. The same seed
plays the same plays.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from scenarios.analysis.machine import Arrival, Machine
from scenarios.analysis.witnesses import Seen, Witness
from scenarios.story import Story

NUMBER = 2_000
LONGEST = 200  # decisions; a run of a learner is closed there as well
SEED = 6
Z = 1.96  # of a 95 % interval
Final = tuple[int, int]  # ending (below nought), and what is remembered


@dataclass(frozen=True)
class Share:
    """How often something happened, and within which bounds its probability lies (Wilson, 95 %)."""

    times: int
    of: int

    @property
    def value(self) -> float:
        return self.times / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """E. B. Wilson, Probable inference, 1927: the interval whose ends the observed share just does not contradict."""
        if not self.of:
            return 0.0, 1.0
        middle = self.value + Z * Z / (2 * self.of)
        spread = Z * math.sqrt(self.value * (1 - self.value) / self.of + Z * Z / (4 * self.of * self.of))
        scale = 1 + Z * Z / self.of
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass
class Plays:
    """``endings`` of the random half by ending; ``offered`` and ``taken``: choices of the random half, as scene/choice."""

    seen: Seen
    number: int
    endings: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    finals: dict[Final, Witness] = field(default_factory=dict)
    _used: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def machine(self) -> Machine:
        return self.seen.machine

    def share(self, ending: str) -> Share:
        return Share(self.endings[ending], self.number)

    def choice_share(self, key: str) -> Share:
        """How often a random player takes a choice where it is open."""
        return Share(self.taken[key], self.offered[key])

    def play(self, chance: random.Random, *, at_random: bool) -> None:
        level, arrival = chance.choice(self.machine.starts())
        made: list[str] = []
        for _ in range(LONGEST):
            self.seen.note_arrival(arrival, partial(_told, level, made))
            if arrival.place is None or arrival.place < 0:
                break
            onward = self._decide(arrival, level, made, chance, at_random=at_random)
            if onward is None:
                return
            arrival = onward
        if arrival.place is not None and arrival.place < 0:
            self.finals.setdefault((arrival.place, arrival.state), Witness(level, tuple(made)))
            if at_random:
                self.endings[self.machine.story.endings[-1 - arrival.place].key] += 1

    def _decide(self, arrival: Arrival, level: int, made: list[str], chance: random.Random, *, at_random: bool) -> Arrival | None:
        place, state = arrival.place or 0, arrival.state
        open_now = self.machine.open_choices(place, state)
        self.seen.note_offers(place, open_now, partial(_told, level, made))
        if not open_now:
            return None
        number = chance.choice(open_now) if at_random else self._least_used(place, open_now, chance)
        self._used[place, number] += 1
        scene = self.machine.story.scenes[place]
        if at_random:
            self.offered.update(f"{scene.key}/{scene.choices[each].key}" for each in open_now)
            self.taken[f"{scene.key}/{scene.choices[number].key}"] += 1
        made.append(scene.choices[number].key)
        return self.machine.choose(place, state, number)

    def _least_used(self, place: int, open_now: Sequence[int], chance: random.Random) -> int:
        fewest = min(self._used[place, number] for number in open_now)
        return chance.choice([number for number in open_now if self._used[place, number] == fewest])


def play_many(story: Story, *, number: int = NUMBER, seed: int = SEED) -> Plays:
    """``number`` plays of each kind. Works on stories whose names all exist."""
    machine = Machine(story, for_scores=True)
    plays = Plays(Seen(machine), number)
    chance = random.Random(seed)  # noqa: S311 - plays are to be repeated, not to be secret
    for at_random in (True, False):
        for _ in range(number):
            plays.play(chance, at_random=at_random)
    return plays


def _told(level: int, made: list[str]) -> Witness:
    return Witness(level, tuple(made))
