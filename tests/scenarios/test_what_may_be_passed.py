"""Whoever passes a built-in scenario is certified: no play passes, or ends well, that got too much of it wrong.

Every play is looked at: state by state, with the largest number of wrong choices that can lead there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from curriculum.reading import read_content
from curriculum.stories import story_document
from curriculum.story_forms import ScenarioForm
from scenarios.analysis.machine import Arrival, Machine
from scenarios.story import Story

A_LONG_PLAY = 12  # decisions


def stories() -> dict[str, Story]:
    """By file, without folder and ending."""
    activities = [each for module in read_content().modules for each in module.activities.items()]
    forms = {name.split("/")[-1].removesuffix(".yaml"): form for name, form in activities if isinstance(form, ScenarioForm)}
    return {name: Story.from_document(story_document(form)) for name, form in forms.items()}


STORIES = stories()


@dataclass
class Leniency:
    """The most wrong choices of any play that passes and of any that ends well; what becomes of plays with none or one."""

    decisions: int = 0
    passed: int = 0
    ended_well: int = 0
    by_faults: dict[int, set[tuple[bool, str]]] = field(default_factory=dict)  # the fewest: whether passed, and the outcome


def is_passed(machine: Machine, state: int) -> bool:
    meters = machine.meters(state)
    return not machine.is_unlawful(state) and all(bound.is_kept(meters[bound.subject]) for bound in machine.story.passes.meters)


def steps(machine: Machine, place: int, state: int) -> list[tuple[str, Arrival]]:
    """Each open choice: its quality, and where it leads."""
    choices = machine.nodes[place].choices
    return [(choices[n].quality, machine.choose(place, state, n)) for n in machine.open_choices(place, state)]


def leniency_of(machine: Machine, start: Arrival, *, faults: int = 0) -> Leniency:
    """Of the plays from there on; ``faults``: how many were made before."""
    found = Leniency()
    assert start.place is not None
    layer = {(start.place, start.state): (faults, faults)}
    while layer:
        found.decisions += 1
        ahead: dict[tuple[int, int], tuple[int, int]] = {}
        for (place, state), (fewest, most) in layer.items():
            for quality, arrival in steps(machine, place, state):
                fault, wrong = quality in {"wrong", "unlawful"}, quality == "wrong"
                _meet(machine, found, ahead, arrival, (fewest + fault, most + wrong))
        layer = ahead
    return found


def _meet(
    machine: Machine, found: Leniency, ahead: dict[tuple[int, int], tuple[int, int]], arrival: Arrival, wrong: tuple[int, int]
) -> None:
    """``wrong``: the fewest wrong or unlawful choices that lead there, and the most wrong ones."""
    assert arrival.place is not None
    if arrival.place >= 0:
        here = (arrival.place, arrival.state)
        fewest, most = ahead.get(here, wrong)
        ahead[here] = (min(fewest, wrong[0]), max(most, wrong[1]))
        return
    outcome, passes = machine.story.endings[-1 - arrival.place].outcome, is_passed(machine, arrival.state)
    found.passed = max(found.passed, wrong[1] if passes else 0)
    found.ended_well = max(found.ended_well, wrong[1] if outcome == "good" else 0)
    found.by_faults.setdefault(wrong[0], set()).add((passes, outcome))


@pytest.fixture(scope="module", params=STORIES)
def machine(request: pytest.FixtureRequest) -> Machine:
    return Machine(STORIES[request.param], for_scores=True)


@pytest.fixture(scope="module")
def by_level(machine: Machine) -> list[Leniency]:
    return [leniency_of(machine, start) for _level, start in machine.starts()]


def test_no_play_passes_with_more_than_two_wrong_choices_or_three_of_twelve(by_level: list[Leniency]) -> None:
    for each in by_level:
        assert each.passed <= (3 if each.decisions >= A_LONG_PLAY else 2)


def test_no_play_ends_well_with_more_than_two_wrong_choices(by_level: list[Leniency]) -> None:
    for each in by_level:
        assert each.ended_well <= 2


def test_whoever_ends_well_has_passed(by_level: list[Leniency]) -> None:
    for each in by_level:
        assert (False, "good") not in set().union(*each.by_faults.values())


def test_whoever_does_right_passes_and_can_end_well(by_level: list[Leniency]) -> None:
    for each in by_level:
        assert {passes for passes, _outcome in each.by_faults[0]} == {True}
        assert "good" in {outcome for _passes, outcome in each.by_faults[0]}


def test_a_mistake_at_the_beginning_can_be_made_good(machine: Machine) -> None:
    """One of the wrong first choices at least: there are some that nothing makes good, as names that got out."""
    for _level, start in machine.starts():
        assert start.place is not None
        mistaken = [arrival for quality, arrival in steps(machine, start.place, start.state) if quality == "wrong"]
        after = [leniency_of(machine, arrival, faults=1).by_faults[1] for arrival in mistaken]
        assert any((True, "good") in ends for ends in after)
