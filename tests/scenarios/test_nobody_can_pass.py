"""What is asked to pass must be what some play can end with; where no play can, that is found."""

from __future__ import annotations

from typing import Any

from scenarios.analysis import findings_of
from scenarios.analysis.report import report_of
from scenarios.story import Story
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


def one_or_the_other(trust: int, **changes: Any) -> list[tuple[str, str]]:
    """Whoever keeps people safe has no trust, and the other way round; what the long look finds of passing."""
    document = small_story() | changes
    warn, wave, fire = document["scenes"][0]["choices"]
    warn["effects"] = fire["effects"] = [effect("set", "people", 4), effect("set", "trust", 0)]
    wave["effects"] = [effect("set", "people", 0), effect("set", "trust", 3)]
    document["passes"]["meters"] = [
        {"subject": "people", "at_least": 3, "at_most": None},
        {"subject": "trust", "at_least": trust, "at_most": None},
    ]
    report = report_of(Story.from_document(document), plays=20)
    return [(finding.code, finding.where) for finding in report.findings if finding.code == "never-passed"]


def test_what_no_play_keeps_all_at_once_the_long_look_finds() -> None:
    assert one_or_the_other(1) == []
    assert one_or_the_other(2) == [("never-passed", "Checkpoint")]
    assert one_or_the_other(2, format=2, mode="practice") == []
