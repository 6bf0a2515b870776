"""Every state that can be reached, one by one, up to a number of them.

What it meets is proven by a play; when it is complete, what it never met is proven impossible.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import partial

from scenarios.analysis.machine import Arrival, Machine
from scenarios.analysis.witnesses import Seen, Witness
from scenarios.story import Story

MOST_STATES = 200_000
State = tuple[int, int]  # number of the scene, and what is remembered
Step = tuple[State | None, int]  # the state before and the choice that led on; None and the level at the start


@dataclass
class Search:
    """A search of the states of a story, complete or stopped at ``most`` states.

    ``finals``: ending (below nought) and what is remembered there, with the first step that led to it;
    ``traps``: states from which no ending can be reached, known of a complete search alone.
    """

    machine: Machine
    seen: Seen
    most: int
    is_complete: bool = True
    came_from: dict[State, Step] = field(default_factory=dict)
    finals: dict[State, Step] = field(default_factory=dict)
    traps: list[State] = field(default_factory=list)
    _back: dict[State, list[State]] = field(default_factory=dict)
    _ends: list[State] = field(default_factory=list)

    @property
    def states(self) -> int:
        return len(self.came_from)

    def witness(self, step: Step) -> Witness:
        """The play that a step ends."""
        before, number = step
        choices: list[str] = []
        while before is not None:
            choices.append(self.machine.story.scenes[before[0]].choices[number].key)
            before, number = self.came_from[before]
        return Witness(number, tuple(reversed(choices)))

    def run(self) -> None:
        waiting: deque[State] = deque()
        for level, arrival in self.machine.starts():
            self._take(arrival, (None, level), waiting)
        while waiting:
            if self.states > self.most:
                self.is_complete = False
                return
            self._expand(waiting.popleft(), waiting)
        self.traps = self._without_end()

    def _expand(self, state: State, waiting: deque[State]) -> None:
        place, values = state
        open_now = self.machine.open_choices(place, values)
        self.seen.note_offers(place, open_now, partial(self.witness, self.came_from[state]))
        for number in open_now:
            self._take(self.machine.choose(place, values, number), (state, number), waiting)

    def _take(self, arrival: Arrival, step: Step, waiting: deque[State]) -> None:
        self.seen.note_arrival(arrival, partial(self.witness, step))
        before, goal = step[0], arrival.place
        if goal is None or goal < 0:
            if goal is not None:
                self.finals.setdefault((goal, arrival.state), step)
            if before is not None:
                self._ends.append(before)
            return
        after = (goal, arrival.state)
        if before is not None:
            self._back.setdefault(after, []).append(before)
        if after not in self.came_from:
            self.came_from[after] = step
            waiting.append(after)

    def _without_end(self) -> list[State]:
        """One search backwards from all endings together; what is not built yet may become one."""
        good, waiting = set(self._ends), list(self._ends)
        while waiting:
            for before in self._back.get(waiting.pop(), ()):
                if before not in good:
                    good.add(before)
                    waiting.append(before)
        return [state for state in self.came_from if state not in good]


def search(story: Story, *, most: int = MOST_STATES, for_scores: bool = False) -> Search:
    """Breadth first, so that the plays it shows are short. Works on stories whose names all exist."""
    machine = Machine(story, for_scores=for_scores)
    found = Search(machine, Seen(machine), most)
    found.run()
    return found
