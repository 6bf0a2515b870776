"""Where routes lead in a ring, a play comes to rest; what it offers there is neither hidden nor out of reach."""

from __future__ import annotations

from typing import Any

from scenarios import engine
from scenarios.analysis import findings_of
from scenarios.analysis.report import report_of
from scenarios.analysis.verdicts import IMPOSSIBLE
from scenarios.story import Story
from tests.factories.scenarios import choice, scene, small_story


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
