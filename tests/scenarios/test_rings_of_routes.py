"""Where routes lead in a ring, a play comes to rest; what it offers there is neither hidden nor out of reach."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import engine
from scenarios.analysis import findings_of, story_findings
from scenarios.analysis.report import release_findings, report_of
from scenarios.analysis.verdicts import IMPOSSIBLE
from scenarios.story import Story
from tests.factories.scenarios import asks, choice, effect, scene, small_story, when


def with_a_ring() -> dict[str, Any]:
    """The first scene leads back to itself by an “otherwise”, and has choices."""
    document = small_story()
    document["scenes"][0]["routes"] = [{"when": None, "target": "arrival"}]
    return document


def test_what_comes_after_a_ring_is_not_called_out_of_reach() -> None:
    assert engine.replay(Story.from_document(with_a_ring()), 1, ["warn"]).scene == "search"
    assert [finding.code for finding in findings_of(with_a_ring())] == ["route-ring"]


def test_no_verdict_calls_impossible_what_a_ring_leads_to() -> None:
    report = report_of(Story.from_document(with_a_ring()), plays=0, most=0)
    assert [verdict.key for verdict in report.verdicts if verdict.verdict == IMPOSSIBLE] == []


def test_an_otherwise_outside_a_ring_still_hides_the_choices() -> None:
    document = small_story()
    document["scenes"].append(scene("road", [choice("walk", "search")], routes=[{"when": None, "target": "search"}]))
    document["scenes"][0]["choices"][0]["target"] = "road"
    assert "choices-never-shown" in {finding.code for finding in findings_of(document)}


CAR, NO_CAR = asks("flag-set", "armed-car"), asks("flag-clear", "armed-car")
HIGH, LOW = asks("meter-at-least", "people", 3), asks("meter-at-most", "people", 2)
SEEN = asks("seen", "guard-post")


def between(first: dict[str, Any], second: dict[str, Any], onward: str = "sorting") -> dict[str, Any]:
    """Two scenes before the sorting one: the first leads to the second when it is so, the second back when it is so."""
    document = small_story()
    for made in document["scenes"][1]["choices"]:
        made["target"] = "gate"
    otherwise = {"when": None, "target": onward}
    document["scenes"] += [
        scene("gate", routes=[{"when": when(first), "target": "guard-post"}, otherwise]),
        scene("guard-post", routes=[{"when": when(second), "target": "gate"}, otherwise]),
    ]
    return document


def codes(document: dict[str, Any]) -> list[str]:
    return [finding.code for finding in findings_of(document)]


@pytest.mark.parametrize(("first", "second"), [(CAR, NO_CAR), (HIGH, LOW), (NO_CAR, CAR)])
def test_conditions_that_exclude_each_other_break_the_ring(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = codes(between(first, second))
    assert "route-ring" not in found and "may-go-round" not in found


@pytest.mark.parametrize(("first", "second"), [(CAR, CAR), (CAR, LOW), (SEEN, CAR)])
def test_conditions_that_hold_together_close_it(first: dict[str, Any], second: dict[str, Any]) -> None:
    document = between(first, second)
    if first is SEEN:  # nobody has seen the guard post before he comes to the gate, unless he begins there
        document["scenes"][1]["choices"][1]["target"] = "guard-post"
    wheres = {finding.where for finding in findings_of(document) if finding.code == "route-ring"}
    assert wheres == {"Gate (gate)", "Guard post (guard-post)"}


def test_what_was_seen_the_first_time_breaks_the_second_round() -> None:
    document = between(CAR, CAR)
    gate = document["scenes"][-2]
    gate["routes"].insert(0, {"when": when(SEEN), "target": "sorting"})
    assert "route-ring" not in codes(document)


def test_what_bounds_leave_open_a_search_decides() -> None:
    """Either both or none: each of the bounds allows what never comes together."""
    document = between(asks("meter-at-most", "trust", 1), CAR)
    for made in document["scenes"][0]["choices"]:
        made["effects"] = [effect("set", "trust", 4), effect("set-flag", "armed-car")]
    document["scenes"][0]["choices"][0]["effects"] = [effect("set", "trust", 0)]
    assert "route-ring" not in codes(document)
    for made in document["scenes"][0]["choices"]:
        made["effects"] = [effect("set", "trust", 0), effect("set-flag", "armed-car")]
    assert "route-ring" in codes(document)


def long_way(closes: bool) -> Story:
    """Many flags that a search must tell apart, then a ring; it closes for one who set all of them, if at all."""
    document = between(CAR, asks("meter-at-least", "trust", 4))
    names = [f"flag-{number}" for number in range(10)]
    document["flags"] += [{"key": name, "name": name} for name in names]
    for made in document["scenes"][1]["choices"]:
        made["target"] = names[0]
        made["effects"] = [effect("clear-flag", "armed-car"), effect("set", "trust", 0)]
    for name, onward in zip(names, [*names[1:], "ask"], strict=True):
        choices = [choice("yes", onward, effects=[effect("set-flag", name)]), choice("no", onward)]
        document["scenes"].append(scene(name, choices))
    every = when(*[asks("flag-set", name) for name in names])
    change = [effect("set-flag", "armed-car"), effect("set", "trust", 4 if closes else 3)]
    document["scenes"].append(scene("ask", [choice("all", "gate", when=every, effects=change), choice("go", "more")]))
    raised = [choice("raise", "gate", effects=[effect("set", "trust", 4)]), choice("leave", "gate")]
    document["scenes"].append(scene("more", raised))
    return Story.from_document(document)


def test_where_too_little_was_searched_it_is_a_warning_until_the_release() -> None:
    closing, never = long_way(closes=True), long_way(closes=False)
    for story in (closing, never):
        assert [finding.severity for finding in story_findings(story) if finding.code == "may-go-round"] == ["warning"] * 2
    met = {finding.code for finding in release_findings(closing)}
    assert "route-ring" in met and "may-go-round" not in met
    assert not {"route-ring", "may-go-round"} & {finding.code for finding in release_findings(never)}


def test_where_no_ring_closes_an_otherwise_hides_the_choices() -> None:
    document = between(CAR, NO_CAR)
    document["scenes"][-1]["choices"] = [choice("walk", "sorting")]
    assert "choices-never-shown" in codes(document)
