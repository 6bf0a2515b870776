"""Is a scenario fair: what is the best and the worst that can come of it, and does it test what it teaches?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from scenarios.analysis.decisions import OUTCOMES
from scenarios.analysis.machine import Machine
from scenarios.analysis.plays import Plays
from scenarios.analysis.search import Search
from scenarios.analysis.witnesses import CHOICE, Witness
from scenarios.story import ASSESSED, Story


@dataclass(frozen=True)
class Score:
    """Steps of all meters away from their bad ends, of how many; and a play that gets there."""

    points: int
    of: int
    witness: Witness


@dataclass(frozen=True)
class Fairness:
    """``is_proven``: every state was searched; otherwise it holds of the plays alone.

    ``unlawful_to_best``: a play with an unlawful choice that ends as well as any; ``bad_that_passes``: one that ends badly and
    is passed, of an assessed scenario; ``is_never_passed``: no play of one is passed, and every state was searched;
    ``untested``: citations that stand on no choice anybody can come to.
    """

    best: Score | None
    worst: Score | None
    unlawful_to_best: Witness | None
    bad_that_passes: Witness | None
    is_never_passed: bool
    untested: tuple[str, ...]
    is_proven: bool


def score(story: Story, meters: dict[str, int]) -> int:
    """Whole steps; a meter that is good when low counts from its highest value down."""
    return sum(
        meters[meter.key] - meter.minimum if meter.good == "high" else meter.maximum - meters[meter.key] for meter in story.meters
    )


def fairness_of(story: Story, search: Search, plays: Plays) -> Fairness:
    """``search``: one for scores; where it is complete, the best and the worst are proven."""
    machine = search.machine
    if search.is_complete:
        finals = {final: search.witness(step) for final, step in search.finals.items()}
    else:
        finals = {**plays.finals, **{final: search.witness(step) for final, step in search.finals.items()}}
    scored = sorted(
        (Score(score(story, machine.meters(state)), _most(story), witness) for (_end, state), witness in finals.items()),
        key=lambda each: each.points,
    )
    passes = partial(_is_passed, story, machine)
    return Fairness(
        best=scored[-1] if scored else None,
        worst=scored[0] if scored else None,
        unlawful_to_best=_unlawful_to_best(story, machine, finals),
        bad_that_passes=_bad_that_passes(story, machine, finals) if story.mode == ASSESSED else None,
        is_never_passed=search.is_complete and story.mode == ASSESSED and bool(finals) and not any(map(passes, finals)),
        untested=_untested(story, {key for kind, key in plays.seen.plays | search.seen.plays if kind == CHOICE}),
        is_proven=search.is_complete,
    )


def _most(story: Story) -> int:
    return sum(meter.width for meter in story.meters)


def _unlawful_to_best(story: Story, machine: Machine, finals: dict[tuple[int, int], Witness]) -> Witness | None:
    """Endings of the best outcome that the story has at all."""
    best = min((OUTCOMES.index(ending.outcome) for ending in story.endings if ending.outcome in OUTCOMES), default=0)
    for (end, state), witness in finals.items():
        outcome = story.endings[-1 - end].outcome
        if outcome in OUTCOMES and OUTCOMES.index(outcome) == best and machine.is_unlawful(state):
            return witness
    return None


def _bad_that_passes(story: Story, machine: Machine, finals: dict[tuple[int, int], Witness]) -> Witness | None:
    for final, witness in finals.items():
        if story.endings[-1 - final[0]].outcome == OUTCOMES[-1] and _is_passed(story, machine, final):
            return witness
    return None


def _is_passed(story: Story, machine: Machine, final: tuple[int, int]) -> bool:
    """With no more unlawful choices than are allowed, and with every meter as the rule to pass wants it."""
    if machine.is_too_unlawful(final[1]):
        return False
    meters = machine.meters(final[1])
    return all(bound.subject in meters and bound.is_kept(meters[bound.subject]) for bound in story.passes.meters)


def _untested(story: Story, reached: set[str]) -> tuple[str, ...]:
    cited: dict[str, bool] = {}
    for scene in story.scenes:
        for choice in scene.choices:
            for rule in choice.rules:
                cited[rule.citation] = cited.get(rule.citation, False) or f"{scene.key}/{choice.key}" in reached
    return tuple(citation for citation, is_tested in cited.items() if not is_tested)
