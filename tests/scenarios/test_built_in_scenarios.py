"""The scenarios of the built-in course are whole: of the size asked for, with nothing to be found, at a glance or at length."""

from __future__ import annotations

import pytest

from curriculum.reading import read_content
from curriculum.stories import story_document
from curriculum.story_forms import ScenarioForm
from scenarios.analysis import story_findings
from scenarios.analysis.fairness import fairness_of
from scenarios.analysis.plays import play_many
from scenarios.analysis.report import report_of
from scenarios.analysis.search import MOST_STATES, search
from scenarios.story import ASSESSED, Story


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    """By file."""
    activities = [each for module in read_content().modules for each in module.activities.items()]
    forms = {name: form for name, form in activities if isinstance(form, ScenarioForm)}
    return {name: Story.from_document(story_document(form)) for name, form in forms.items()}


def test_there_are_nine_of_all_three_families(stories: dict[str, Story]) -> None:
    assert len(stories) == 9
    assert {story.family for story in stories.values() if story.mode == ASSESSED} == {"protect", "detain", "conduct"}


def test_each_has_12_to_30_scenes_three_or_four_meters_and_several_endings(stories: dict[str, Story]) -> None:
    for name, story in stories.items():
        assert 12 <= len(story.scenes) <= 30, name
        assert 3 <= len(story.meters) <= 4, name
        assert len({ending.outcome for ending in story.endings}) == 3, name


def test_each_decision_teaches_and_each_ending_tells_what(stories: dict[str, Story]) -> None:
    for name, story in stories.items():
        for choice in (choice for scene in story.scenes if len(scene.choices) > 1 for choice in scene.choices):
            assert choice.feedback, (name, choice.key)
            assert choice.rules, (name, choice.key)
        assert all(ending.debrief for ending in story.endings), name


def test_nothing_is_found_in_any(stories: dict[str, Story]) -> None:
    assert {name: found for name, story in stories.items() if (found := story_findings(story))} == {}


def test_the_long_look_finds_nothing_either(stories: dict[str, Story]) -> None:
    looked = {name: report_of(story, plays=300, most=20_000).findings for name, story in stories.items()}
    assert {name: found for name, found in looked.items() if found} == {}


def test_no_play_passes_that_ends_badly(stories: dict[str, Story]) -> None:
    """Whoever let a man be taken back to those who beat him has not passed, however well the rest was done."""
    for name, story in stories.items():
        fairness = fairness_of(story, search(story, most=MOST_STATES, for_scores=True), play_many(story, number=1))
        assert (fairness.is_proven, fairness.bad_that_passes) == (True, None), name
