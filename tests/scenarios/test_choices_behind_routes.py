"""Choices that nobody sees are told while the story is edited, whether a route has no condition or one that always holds."""

from __future__ import annotations

from scenarios.analysis import errors_of, findings_of
from tests.factories.scenarios import asks, small_story, when

ALWAYS = when(asks("meter-at-least", "people", 0))
SOMETIMES = when(asks("meter-at-least", "people", 3))


def test_choices_behind_a_route_that_always_holds_are_told() -> None:
    document = small_story()
    document["scenes"][1]["routes"] = [{"when": ALWAYS, "target": "sorting"}]
    (told,) = errors_of(document)
    assert (told.code, told.key) == ("choices-never-shown", "search")


def test_choices_behind_a_route_that_holds_for_some_are_not() -> None:
    document = small_story()
    document["scenes"][1]["routes"] = [{"when": SOMETIMES, "target": "sorting"}]
    assert "choices-never-shown" not in {finding.code for finding in findings_of(document)}


def test_taking_the_condition_of_such_a_route_away_leaves_the_same_to_mend() -> None:
    document = small_story()
    document["scenes"][1]["routes"] = [{"when": ALWAYS, "target": "sorting"}, {"when": SOMETIMES, "target": "quiet-night"}]
    before = {finding.code for finding in errors_of(document)}
    document["scenes"][1]["routes"] = [{"when": None, "target": "sorting"}]
    assert {finding.code for finding in errors_of(document)} == before
