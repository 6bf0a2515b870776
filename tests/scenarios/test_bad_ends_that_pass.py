"""Whoever ends badly should not have passed: the long look finds a play that does, and shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from scenarios.analysis.fairness import Fairness
from scenarios.analysis.report import report_of
from scenarios.story import Story
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import asks, make_scenario, small_story, when


def lenient_story() -> dict[str, Any]:
    """A play that keeps two of four people safe comes to the bad night, and is passed."""
    story = small_story()
    story["scenes"][2]["routes"][0]["when"] = when(asks("meter-at-least", "people", 3))
    return story


def fairness(story: dict[str, Any]) -> Fairness:
    found = report_of(Story.from_document(story), plays=50).fairness
    assert found is not None
    return found


def codes(story: dict[str, Any]) -> set[str]:
    return {finding.code for finding in report_of(Story.from_document(story), plays=50).findings}


def test_a_play_that_ends_badly_and_is_passed_is_found_and_shown() -> None:
    witness = fairness(lenient_story()).bad_that_passes
    assert witness is not None
    assert "fire" not in witness.choices
    assert "bad-passes" in codes(lenient_story())


@pytest.mark.parametrize(
    "bound", [{"at_least": 3, "at_most": None}, {"at_least": None, "at_most": 1}], ids=["not enough", "too much"]
)
def test_where_the_rule_to_pass_shuts_out_every_bad_end_nothing_is_said(bound: dict[str, Any]) -> None:
    story = lenient_story()
    story["passes"]["meters"] = [{"subject": "people", **bound}, {"subject": "trust", "at_least": 4, "at_most": None}]
    assert fairness(story).bad_that_passes is None
    assert "bad-passes" not in codes(story)


def test_a_practice_is_never_passed() -> None:
    assert fairness(lenient_story() | {"format": 2, "mode": "practice"}).bad_that_passes is None


def test_the_page_of_the_long_look_shows_the_play(cast: Cast, client_of: Callable[..., Client]) -> None:
    scenario, client = make_scenario(make_module(make_course()), lenient_story()), client_of(cast.trainer)
    client.post(f"/admin/scenarios/{scenario.pk}/examine/")
    page = client.get(f"/admin/scenarios/{scenario.pk}/examine/").content.decode()
    assert "A play that ends badly is passed:" in page
    assert "Raise what has to be kept to pass" in page


@pytest.mark.parametrize(("allowed", "is_said"), [(0, False), (1, True), (30_000, True)])
def test_an_unlawful_choice_that_is_allowed_does_not_excuse_a_bad_end(allowed: int, is_said: bool) -> None:
    story = small_story()
    story["scenes"][2]["routes"] = [
        {"when": when(asks("chose", "arrival/fire")), "target": "bad-night"},
        {"when": None, "target": "quiet-night"},
    ]
    story["passes"] = {"unlawful": allowed, "meters": []}
    assert (fairness(story).bad_that_passes is not None) == is_said
