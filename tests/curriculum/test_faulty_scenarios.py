"""A scenario that could not go live is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from scenarios.models import ScenarioPage
from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused
from tests.curriculum.texts import SCENARIO

pytestmark = pytest.mark.django_db

FAULTY = {
    "a way to nowhere": Faulty(
        "to: stops",
        "to: parked",
        "key: signal",
        "A car comes (arrival): “Signal again.”: It leads to “parked”, which does not exist."
        " Choose a scene or an ending under “Leads to”.",
    ),
    "a route to nowhere": Faulty(
        "- {to: bad-night}",
        "- {to: worse-night}",
        "key: stops",
        "The car stops (stops): It leads to “worse-night”, which does not exist. Choose a scene or an ending under “Leads to”.",
    ),
    "an unknown beginning": Faulty(
        "start: arrival",
        "start: dawn",
        "title: Checkpoint",
        "Checkpoint: The first scene “dawn” does not exist. Choose a scene on the map, and “Begin here”.",
    ),
    "a dead end": Faulty(
        "    routes:\n      - {when: {all: [warned]}, to: quiet-night}\n      - {to: bad-night}\n",
        "",
        "key: stops",
        "The car stops (stops): The story stops here: the scene has no choices and no routes."
        " Add a choice, or put an ending in its place.",
    ),
    "routes that may all be closed": Faulty(
        "      - {to: bad-night}\n",
        "",
        "key: stops",
        "The car stops (stops): If no condition holds, there is no way on. Add a last route without a condition.",
    ),
    "two flags with one key": Faulty(
        "name: They were warned}",
        "name: They were warned}\n  - {key: warned, name: Told}",
        "They were warned",
        "They were warned (warned): Two flags have the key “warned”. Give one of them another key.",
    ),
    "an effect on no meter": Faulty(
        "people +1",
        "trust +1",
        "key: signal",
        "A car comes (arrival): “Signal again.”: It moves a meter “trust” that does not exist."
        " Add that meter, or choose another one.",
    ),
    "an effect that cannot be understood": Faulty(
        "[people +1, set warned]",
        "\n          - people + one",
        "people + one",
        "scenes.0.choices.0.effects.0: “people + one” is no effect; write e.g. people +1, law = 3, set flag, clear flag",
    ),
    "a condition on no flag": Faulty(
        "{all: [warned]}",
        "{all: [alarmed]}",
        "key: stops",
        "The car stops (stops): A condition asks for “alarmed”, which does not exist. Add that flag, or choose another one.",
    ),
    "a condition that cannot be understood": Faulty(
        "{all: [warned]}",
        "{all: [they are warned]}",
        "they are",
        "scenes.1.routes.0.when.all.0: “they are warned” is no condition;"
        " write e.g. people >= 2, flag, not flag, level >= ncos, seen scene",
    ),
    "all and any at once": Faulty(
        "{all: [warned]}",
        "{all: [warned], any: [warned]}",
        "any:",
        "scenes.1.routes.0.when: give either all: or any:, with at least one condition",
    ),
    "a bound that cannot be understood": Faulty(
        "[people >= 2]", "[people over 2]", "people over", "passes.meters.0: “people over 2” is no bound; write e.g. people >= 2"
    ),
    "a bound that nobody reaches": Faulty(
        "[people >= 2]",
        "[people >= 6]",
        "key: people",
        "People protected (people): Nobody can pass: the meter cannot reach what is asked. Change that under “To pass”.",
    ),
    "an unlawful choice without its rule": Faulty(
        "        cites: [GC I Art 3]\n",
        "",
        "key: fire",
        "A car comes (arrival): “Fire at once.”: A wrong choice must cite the rule it breaks. Add it under “Rules”.",
    ),
    "a citation that no rule has": Faulty(
        "cites: [GC I Art 3]", "cites: [GC I Art 33]", "Art 33", "no rule in law/rules/ is cited as “GC I Art 33”"
    ),
    "an unknown better choice": Faulty(
        "quality: unlawful",
        "quality: unlawful\n        better: wait",
        "key: fire",
        "A car comes (arrival): “Fire at once.”: The better choice “wait” does not exist in this scene."
        " Name a better one under “Better choice”.",
    ),
    "an unknown quality": Faulty(
        "quality: right",
        "quality: good",
        "quality: good",
        "scenes.0.choices.0.quality: Input should be 'right', 'acceptable', 'wrong' or 'unlawful'",
    ),
    "a table in a scene": Faulty(
        "      It does not slow down.",
        "      | It |\n      |----|",
        "body: |",
        "scenes.0.body: a table cannot stand in this text; write paragraphs and lists",
    ),
    "a choice that no button has room for": Faulty(
        "Signal again.", "x" * 301, "text: x", "scenes.0.choices.0.text: String should have at most 300 characters"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_a_faulty_scenario_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, SCENARIO, faulty)


def test_every_fault_of_a_scenario_is_told_at_once(folder: Folder) -> None:
    folder.change(SCENARIO, "people +1", "people + one")
    folder.change(SCENARIO, "{all: [warned]}", "{all: [they are warned]}")
    folder.change(SCENARIO, "[people >= 2]", "[people over 2]")
    assert len(folder.faults()) == 3


GROUPED = "{all: [warned, {any: [people >= 1, not warned]}]}"


def test_conditions_may_be_grouped_one_level_deep(folder: Folder) -> None:
    folder.change(SCENARIO, "{all: [warned]}", GROUPED)
    folder.command()
    when = ScenarioPage.objects.get().scenes[1].value["routes"][0]["when"]
    assert [test["subject"] for test in when["tests"]] == ["warned"]
    assert [(group["combine"], len(group["tests"])) for group in when["groups"]] == [("any", 2)]


def test_a_group_within_a_group_is_refused(folder: Folder) -> None:
    folder.change(SCENARIO, "{all: [warned]}", "{all: [{any: [{all: [warned]}]}]}")
    assert any("Input should be a valid string" in fault for fault in folder.faults())
