"""Two dozen kinds of faults, each planted in twenty correct scenarios: all are found where they stand, and nothing before."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from scenarios.analysis import findings_of
from scenarios.analysis.report import release_findings, report_of
from scenarios.story import Story
from tests.factories.scenarios import asks, choice, effect, ending, scene, when
from tests.factories.sound_stories import sound_story

SEEDS = range(20)
Document = dict[str, Any]
Plant = Callable[[Document, random.Random], str]  # returns the key of the part in which the fault lies


def decisions(document: Document) -> list[Document]:
    return [each for each in document["scenes"] if len(each["choices"]) >= 3]


def a_decision(document: Document, chance: random.Random) -> Document:
    return chance.choice(decisions(document))


def nowhere(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][0]["target"] = "nowhere"
    return where["key"]


def not_built(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][1]["target"] = ""
    return where["key"]


def dead_end(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"] = []
    return where["key"]


def no_otherwise(document: Document, _chance: random.Random) -> str:
    document["scenes"][-1]["routes"].pop()
    return "sorting"


def timer_without_target(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where.update(seconds=20, timeout_choice="")
    return where["key"]


def same_choice_twice(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][1]["text"] = where["choices"][0]["text"].upper()
    return where["key"]


def picture_without_words(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["image"] = {"url": "/a.webp", "width": 9, "height": 9, "text": ""}
    return where["key"]


def no_rule(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][2]["rules"] = []
    return where["key"]


def no_reason(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][2]["feedback"] = ""
    return where["key"]


def nothing_taught(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][0]["feedback"] = ""
    return where["key"]


def never_true(document: Document, chance: random.Random) -> str:
    where = chance.choice(decisions(document)[:2])
    where["choices"].append(choice("hope", where["choices"][0]["target"], when=when(asks("meter-at-least", "people", 20))))
    return where["key"]


def always_true(document: Document, chance: random.Random) -> str:
    where = chance.choice(decisions(document)[:2])
    where["choices"].append(choice("look", where["choices"][0]["target"], when=when(asks("meter-at-most", "people", 19))))
    return where["key"]


def unreachable(document: Document, chance: random.Random) -> str:
    target = a_decision(document, chance)["key"]
    document["scenes"].insert(1, scene("attic", [choice("warn", target)]))
    return "attic"


def lost_ending(document: Document, _chance: random.Random) -> str:
    document["endings"].append(ending("lost-night", "bad"))
    document["scenes"][-1]["routes"].insert(0, {"when": when(asks("meter-at-least", "calm", 99)), "target": "lost-night"})
    return "lost-night"


def all_closed(document: Document, _chance: random.Random) -> str:
    where = decisions(document)[2]
    for each in where["choices"]:
        each["when"] = when(asks("flag-clear", "armed-car"))
    return where["key"]


def still_meter(document: Document, _chance: random.Random) -> str:
    document["meters"].append({**document["meters"][0], "key": "law", "name": "Law"})
    return "law"


def trap(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][1]["target"] = "round"
    document["scenes"] += [scene("round", [choice("warn", "again")]), scene("again", [choice("warn", "round")])]
    return "round"


def flag_without_question(document: Document, chance: random.Random) -> str:
    document["flags"].append({"key": "rain", "name": "It rained"})
    a_decision(document, chance)["choices"][0]["effects"].append(effect("set-flag", "rain"))
    return "rain"


def copied_scene(document: Document, chance: random.Random) -> str:
    first = document["scenes"][0]
    where = chance.choice([each for each in decisions(document) if each is not first])
    where["body"] = first["body"]
    return where["key"]


def effect_at_the_top(document: Document, _chance: random.Random) -> str:
    first, second = decisions(document)[:2]
    for each in first["choices"]:
        each["effects"] = [effect("set", "trust", 20)]
    for side in document["scenes"]:
        for each in side["choices"] if side["key"].startswith("d0-side") else ():
            each["effects"] = []
    second["choices"][0]["effects"] = [effect("add", "trust", 2)]
    return second["key"]


def effect_beyond_the_meter(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][0]["effects"].append(effect("set", "people", 21))
    return where["key"]


def bounds_against_each_other(document: Document, _chance: random.Random) -> str:
    document["passes"]["meters"].append({"subject": "people", "at_least": None, "at_most": 7})
    return "people"


def empty_text(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["body"] = "<p>&nbsp;</p><p></p>"
    return where["key"]


def same_choice_with_a_full_stop(document: Document, chance: random.Random) -> str:
    where = a_decision(document, chance)
    where["choices"][1]["text"] = where["choices"][0]["text"] + "."
    return where["key"]


FAULTS: dict[str, Plant] = {
    "flag-unasked": flag_without_question,
    "text-repeated": copied_scene,
    "effect-idle": effect_at_the_top,
    "effect-out-of-range": effect_beyond_the_meter,
    "never-passed": bounds_against_each_other,
    "text-missing": empty_text,
    "a full stop": same_choice_with_a_full_stop,
    "target-unknown": nowhere,
    "target-missing": not_built,
    "dead-end": dead_end,
    "no-otherwise": no_otherwise,
    "timer-without-choice": timer_without_target,
    "choice-repeated": same_choice_twice,
    "image-text-missing": picture_without_words,
    "rule-missing": no_rule,
    "feedback-missing": no_reason,
    "teaching-missing": nothing_taught,
    "never-true": never_true,
    "always-true": always_true,
    "unreachable": unreachable,
    "lost ending": lost_ending,
    "may-be-stuck": all_closed,
    "meter-never-moves": still_meter,
    "no-way-out": trap,
}
CODE = {"lost ending": "unreachable", "a full stop": "choice-repeated"}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_in_a_correct_scenario(seed: int) -> None:
    assert findings_of(sound_story(seed)) == []


def test_the_long_look_finds_nothing_in_correct_scenarios_either() -> None:
    for seed in SEEDS[:4]:
        report = report_of(Story.from_document(sound_story(seed)), plays=100, most=20_000)
        assert [finding for finding in report.findings if finding.code != "unlawful-to-best"] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_where_it_stands_in_every_scenario(fault: str) -> None:
    missed = []
    for seed in SEEDS:
        document = deepcopy(sound_story(seed))
        key = FAULTS[fault](document, random.Random(seed))  # noqa: S311
        if (CODE.get(fault, fault), key) not in {(finding.code, finding.key) for finding in findings_of(document)}:
            missed.append(seed)
    assert missed == []


def test_a_play_that_gets_stuck_stops_the_release_and_is_told() -> None:
    document = sound_story(1)
    all_closed(document, random.Random(1))  # noqa: S311
    stuck = [finding for finding in release_findings(Story.from_document(document)) if finding.code == "stuck"]
    assert [(finding.severity, finding.key) for finding in stuck] == [("error", decisions(document)[2]["key"])]
    assert "“Wave” → " in stuck[0].message


def test_plays_that_go_round_for_ever_stop_the_release() -> None:
    document = sound_story(2)
    first = decisions(document)[0]
    armed, unarmed = when(asks("flag-set", "armed-car")), when(asks("flag-clear", "armed-car"))
    first["choices"][1]["target"] = "round"
    document["scenes"].append(scene("round", [choice("warn", "round", when=armed), choice("go", "d1", when=unarmed)]))
    assert ("trap", "round") in {(finding.code, finding.key) for finding in release_findings(Story.from_document(document))}
