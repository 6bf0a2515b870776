"""Every fault that can be planted is found, named where it stands, and nothing is found in a sound story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scenarios.analysis import errors_of, findings_of
from tests.factories.scenarios import asks, choice, effect, ending, scene, small_story, when

Plant = Callable[[dict[str, Any]], None]


def arrival(document: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """One of the choices of the first scene: warn (right), wave (wrong), fire (unlawful)."""
    return document["scenes"][0]["choices"][number]


def put(part: Callable[[dict[str, Any]], dict[str, Any]], **changes: Any) -> Plant:
    return lambda document: part(document).update(changes)


def story(document: dict[str, Any]) -> dict[str, Any]:
    return document


def first_scene(document: dict[str, Any]) -> dict[str, Any]:
    return document["scenes"][0]


def sorting(document: dict[str, Any]) -> dict[str, Any]:
    return document["scenes"][2]


def meter(document: dict[str, Any]) -> dict[str, Any]:
    return document["meters"][0]


def twice(name: str) -> Plant:
    return lambda document: document[name].append(dict(document[name][0]))


def more(name: str, *parts: dict[str, Any]) -> Plant:
    return lambda document: document[name].extend(parts)


def wrong(document: dict[str, Any]) -> dict[str, Any]:
    return arrival(document, 1)


PICTURE = {"url": "/media/a.webp", "width": 10, "height": 10, "text": "A car."}
ROUND = scene("round", [choice("warn", "round"), choice("again", "round")])
ASKS_A_FLAG, FLAG_CLEAR = when(asks("flag-set", "armed-car")), when(asks("flag-clear", "armed-car"))
ALWAYS = when(asks("meter-at-least", "trust", 0))
STILL = {**small_story()["meters"][0], "key": "law", "name": "Law", "start": 4}


def to_quiet(test: dict[str, Any]) -> dict[str, Any]:
    return {"when": when(test), "target": "quiet-night"}


ERRORS: list[tuple[str, Plant, str]] = [
    ("start-missing", put(story, start=""), "Checkpoint"),
    ("start-unknown", put(story, start="nowhere"), "Checkpoint"),
    ("no-ending", put(story, endings=[]), "Checkpoint"),
    ("key-repeated", twice("scenes"), "Arrival (arrival)"),
    ("key-repeated", more("endings", ending("arrival", "good")), "Arrival (arrival)"),
    ("key-repeated", twice("meters"), "People protected (people)"),
    ("key-repeated", twice("flags"), "An armed car passed (armed-car)"),
    ("key-repeated", put(wrong, key="warn"), "Arrival (arrival)"),
    ("target-missing", put(arrival, target=""), "Arrival (arrival): “Warn”"),
    ("target-unknown", put(arrival, target="nowhere"), "Arrival (arrival): “Warn”"),
    ("target-unknown", put(sorting, routes=[{"when": None, "target": "nowhere"}]), "Sorting (sorting)"),
    ("dead-end", put(first_scene, choices=[]), "Arrival (arrival)"),
    ("no-otherwise", lambda d: sorting(d)["routes"].pop(), "Sorting (sorting)"),
    (
        "route-ring",
        put(first_scene, routes=[{"when": when(asks("meter-at-least", "people", 1)), "target": "arrival"}]),
        "Arrival (arrival)",
    ),
    ("choices-never-shown", put(first_scene, routes=[{"when": None, "target": "search"}]), "Arrival (arrival)"),
    ("no-way-out", lambda d: (arrival(d).update(target="round"), d["scenes"].append(ROUND)), "Round (round)"),
    ("no-right-choice", put(arrival, quality="acceptable", better="wave"), "Arrival (arrival)"),
    ("choice-repeated", put(wrong, text=" WARN "), "Arrival (arrival)"),
    ("quality-unknown", put(arrival, quality=""), "Arrival (arrival): “Warn”"),
    ("rule-missing", put(wrong, rules=[]), "Arrival (arrival): “Wave”"),
    ("better-missing", put(wrong, better=""), "Arrival (arrival): “Wave”"),
    ("better-unknown", put(wrong, better="call"), "Arrival (arrival): “Wave”"),
    ("better-not-better", put(wrong, better="fire"), "Arrival (arrival): “Wave”"),
    ("better-not-better", put(wrong, better="wave"), "Arrival (arrival): “Wave”"),
    ("text-missing", put(first_scene, body=""), "Arrival (arrival)"),
    ("text-missing", put(arrival, text=" "), "Arrival (arrival)"),
    ("text-missing", lambda d: d["endings"][0].update(debrief=""), "Quiet night (quiet-night)"),
    ("outcome-unknown", lambda d: d["endings"][0].update(outcome=""), "Quiet night (quiet-night)"),
    ("image-text-missing", put(first_scene, image={**PICTURE, "text": " "}), "Arrival (arrival)"),
    ("image-unreadable", put(first_scene, image={**PICTURE, "url": ""}), "Arrival (arrival)"),
    ("timer-without-choice", put(first_scene, seconds=30), "Arrival (arrival)"),
    ("timer-choice-unknown", put(first_scene, seconds=30, timeout_choice="call"), "Arrival (arrival)"),
    ("meter-start", put(meter, start=5), "People protected (people)"),
    ("meter-start", put(meter, start=None), "People protected (people)"),
    ("meter-range", put(meter, maximum=21), "People protected (people)"),
    ("meter-range", put(meter, maximum=None), "People protected (people)"),
    ("band-repeated", lambda d: meter(d)["bands"].append({"up_to": 4, "says": "Again."}), "People protected (people)"),
    ("flag-unknown", put(arrival, effects=[effect("set-flag", "x")]), "Arrival (arrival): “Warn”"),
    ("meter-unknown", put(arrival, effects=[effect("add", "x", 1)]), "Arrival (arrival): “Warn”"),
    ("effect-incomplete", put(arrival, effects=[effect("add", "people")]), "Arrival (arrival): “Warn”"),
    ("flag-unknown", put(arrival, when=when(asks("flag-set", "x"))), "Arrival (arrival): “Warn”"),
    ("meter-unknown", put(arrival, when=when(asks("meter-equals", "x", 1))), "Arrival (arrival): “Warn”"),
    ("scene-unknown", put(arrival, when=when(asks("seen", "x"))), "Arrival (arrival): “Warn”"),
    ("choice-unknown", put(arrival, when=when(asks("chose", "arrival/x"))), "Arrival (arrival): “Warn”"),
    ("choice-unknown", put(arrival, when=when(groups=[when(asks("chose", "x"))])), "Arrival (arrival): “Warn”"),
    ("condition-unknown", put(arrival, when=when(asks("weather", "x"))), "Arrival (arrival): “Warn”"),
    ("condition-incomplete", put(arrival, when=when(asks("meter-equals", "people"))), "Arrival (arrival): “Warn”"),
    ("condition-incomplete", put(arrival, when=when(asks("level-at-least"))), "Arrival (arrival): “Warn”"),
    ("meter-unknown", lambda d: d["passes"]["meters"][0].update(subject="x"), "Checkpoint"),
    ("never-passed", lambda d: d["passes"]["meters"][0].update(at_least=5), "People protected (people)"),
    ("never-passed", lambda d: d["passes"]["meters"][0].update(at_most=1), "People protected (people)"),
    ("always-stuck", lambda d: [c.update(when=ASKS_A_FLAG) for c in first_scene(d)["choices"]], "Arrival (arrival)"),
    ("sound-text-missing", put(first_scene, sound={"url": "/a.mp3", "title": "Shots", "text": ""}), "Arrival (arrival)"),
]
WARNINGS: list[tuple[str, Plant, str]] = [
    ("unreachable", more("scenes", scene("attic", [choice("warn", "search")])), "Attic (attic)"),
    ("unreachable", more("endings", ending("long-night", "mixed")), "Long night (long-night)"),
    ("may-be-stuck", lambda d: [c.update(when=FLAG_CLEAR) for c in d["scenes"][1]["choices"]], "Search (search)"),
    ("never-true", put(arrival, when=ASKS_A_FLAG), "Arrival (arrival): “Warn”"),
    ("never-true", lambda d: sorting(d)["routes"].insert(0, to_quiet(asks("seen", "sorting"))), "Sorting (sorting)"),
    ("always-true", lambda d: sorting(d)["routes"].insert(0, to_quiet(asks("seen", "sorting"))), "Sorting (sorting)"),
    ("always-true", put(arrival, when=FLAG_CLEAR), "Arrival (arrival): “Warn”"),
    ("unreachable", lambda d: sorting(d)["routes"][0].update(when=ALWAYS), "Bad night (bad-night)"),
    (
        "meter-never-moves",
        lambda d: (more("meters", STILL)(d), arrival(d)["effects"].append(effect("add", "law", 1))),
        "Law (law)",
    ),
    ("teaching-missing", put(arrival, feedback=""), "Arrival (arrival): “Warn”"),
    ("teaching-missing", put(wrong, quality="acceptable", rules=[], feedback=""), "Arrival (arrival): “Wave”"),
    ("feedback-missing", put(wrong, feedback=""), "Arrival (arrival): “Wave”"),
    ("timer-choice-conditional", lambda d: d["scenes"][1].update(seconds=9, timeout_choice="thank"), "Search (search)"),
    ("meter-never-moves", more("meters", {**small_story()["meters"][0], "key": "law", "name": "Law"}), "Law (law)"),
    ("band-missing", lambda d: meter(d)["bands"].pop(), "People protected (people)"),
    ("flag-unasked", more("flags", {"key": "rain", "name": "Rain"}), "Rain (rain)"),
    ("effect-idle", lambda d: arrival(d)["effects"].append(effect("add", "people", 0)), "Arrival (arrival): “Warn”"),
    ("effect-out-of-range", lambda d: arrival(d)["effects"].append(effect("set", "people", 9)), "Arrival (arrival): “Warn”"),
    ("text-repeated", lambda d: d["scenes"][1].update(body=d["scenes"][0]["body"]), "Search (search)"),
    ("text-repeated", lambda d: d["endings"][1].update(title=d["endings"][0]["title"].upper()), "QUIET NIGHT (bad-night)"),
    ("condition-out-of-range", put(arrival, when=when(asks("meter-at-least", "people", 5))), "Arrival (arrival): “Warn”"),
    ("band-empty", lambda d: meter(d)["bands"][0].update(says=" "), "People protected (people)"),
    ("band-unused", lambda d: meter(d)["bands"].append({"up_to": 9, "says": "More."}), "People protected (people)"),
    ("band-unused", lambda d: meter(d)["bands"].insert(0, {"up_to": -1, "says": "Less."}), "People protected (people)"),
    ("name-repeated", more("meters", {**STILL, "name": "people  protected"}), "people  protected (law)"),
    ("name-repeated", more("flags", {"key": "car", "name": "An armed car PASSED"}), "An armed car PASSED (car)"),
    ("text-repeated", lambda d: d["scenes"][1].update(title="ARRIVAL"), "ARRIVAL (search)"),
    ("reason-unused", put(arrival, unmet_reason="The gate is shut."), "Arrival (arrival): “Warn”"),
    ("timer-without-time", put(first_scene, timeout_choice="warn"), "Arrival (arrival)"),
    ("unlawful-uncounted", lambda d: d["passes"].update(unlawful=1), "Checkpoint"),
]


def test_nothing_is_found_in_a_sound_story() -> None:
    assert findings_of(small_story()) == []


@pytest.mark.parametrize(("code", "plant", "where"), ERRORS)
def test_a_fault_that_stops_the_release_is_found(code: str, plant: Plant, where: str) -> None:
    document = small_story()
    plant(document)
    assert (code, where) in [(finding.code, finding.where) for finding in errors_of(document)]


@pytest.mark.parametrize(("code", "plant", "where"), WARNINGS)
def test_a_weakness_is_found_and_does_not_stop_the_release(code: str, plant: Plant, where: str) -> None:
    document = small_story()
    plant(document)
    assert (code, where) in [(finding.code, finding.where) for finding in findings_of(document)]
    assert errors_of(document) == []


def test_a_right_choice_that_cites_a_rule_or_is_the_only_one_need_not_say_why() -> None:
    document = small_story()
    arrival(document).update(feedback="", rules=arrival(document, 1)["rules"])
    document["scenes"].append(scene("road", [choice("walk", "quiet-night", feedback="")]))
    arrival(document, 1)["target"] = "road"
    assert findings_of(document) == []


def test_unlawful_choices_that_may_come_again_can_be_more_than_are_allowed() -> None:
    document = small_story()
    document["passes"]["unlawful"] = 1
    arrival(document, 2)["target"] = "arrival"
    assert "unlawful-uncounted" not in {finding.code for finding in findings_of(document)}


def test_errors_come_first() -> None:
    document = small_story()
    document["endings"].append(ending("long-night", "mixed"))
    arrival(document)["target"] = ""
    severities = [finding.severity for finding in findings_of(document)]
    assert severities == sorted(severities)


def test_an_empty_draft_is_told_what_it_lacks_and_nothing_breaks() -> None:
    document = small_story() | {"start": "", "scenes": [], "endings": [], "meters": [], "flags": []}
    assert {finding.code for finding in errors_of(document)} == {"start-missing", "no-ending", "meter-unknown"}


def test_the_sentences_hold_the_names_that_a_trainer_knows() -> None:
    document = small_story()
    arrival(document)["target"] = "barrier"
    assert (
        errors_of(document)[0].message
        == "It leads to “barrier”, which does not exist. Choose a scene or an ending under “Leads to”."
    )


def test_a_large_scenario_is_checked_at_once() -> None:
    """Three hundred scenes with three choices each: no sum that grows with the square of it."""
    scenes = [
        scene(f"s{n}", [choice("warn", f"s{n + 1}"), choice("wave", f"s{n + 1}", "wrong"), choice("call", f"s{n + 1}")])
        for n in range(300)
    ]
    scenes[-1]["choices"] = [choice("warn", "quiet-night"), choice("wave", "bad-night", "wrong")]
    document = small_story() | {"scenes": scenes, "start": "s0"}
    assert errors_of(document) == []
