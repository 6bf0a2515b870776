"""The long look says once that nobody comes to a scene, and not again of each of its choices."""

from __future__ import annotations

from scenarios.analysis.report import report_of
from scenarios.story import Story
from tests.factories.scenarios import choice, scene, small_story


def test_of_a_scene_nobody_comes_to_the_choices_are_not_told_one_by_one() -> None:
    document = small_story()
    document["scenes"].append(scene("road", [choice("walk", "search"), choice("run", "search")]))
    found = [finding.code for finding in report_of(Story.from_document(document), plays=20).findings]
    assert "unreachable" in found and "never-open" not in found
