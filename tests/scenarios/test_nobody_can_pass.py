"""What is asked to pass must be what some play can end with; where no play can, that is found."""

from __future__ import annotations

from typing import Any

from scenarios.analysis import findings_of
from tests.factories.scenarios import effect, small_story


def asking(at_least: int, **changes: Any) -> list[tuple[str, str]]:
    document = small_story() | changes
    document["passes"]["meters"][0]["at_least"] = at_least
    return [(finding.code, finding.key) for finding in findings_of(document)]


def test_a_meter_that_no_play_brings_so_far_is_found() -> None:
    assert asking(3) == []
    assert asking(4) == [("never-passed", "people")]


def test_it_is_found_at_the_endings_not_on_the_way_there() -> None:
    document = small_story()
    document["scenes"][0]["choices"][0]["effects"] = [effect("set", "people", 4)]
    for choice in document["scenes"][1]["choices"]:
        choice["effects"] = [effect("set", "people", 2)]
    document["passes"]["meters"][0]["at_least"] = 3
    assert "never-passed" in {finding.code for finding in findings_of(document)}


def test_practice_is_not_passed_and_asks_nothing() -> None:
    assert asking(4, format=2, mode="practice") == []
