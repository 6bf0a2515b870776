"""Whatever is found in a scenario is told in a sentence, and with what to do about it, in the author's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import scenarios
from scenarios.advice import ADVICE
from scenarios.analysis import findings_of
from scenarios.analysis.report import release_findings
from scenarios.story import Story
from tests.factories.scenarios import asks, small_story, when
from tests.scenarios.test_findings import ERRORS, WARNINGS, Plant

# Their own sentence says what to do.
SAY_IT_THEMSELVES = {
    *("always-true", "bad-passes", "image-text-missing", "image-unreadable", "meter-range", "meter-start", "no-otherwise"),
    *("not-compiled", "not-reviewed", "sound-text-missing", "teaching-missing", "text-missing", "timer-without-choice"),
}
PLANTED = [*ERRORS, *WARNINGS]


def codes_of_the_sources() -> Iterator[str]:
    for path in Path(next(iter(scenarios.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("error", "warning"):
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield code.value


def test_every_kind_of_finding_says_what_to_do() -> None:
    silent = set(codes_of_the_sources()) - set(ADVICE) - SAY_IT_THEMSELVES
    assert silent == set()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_is_found_ends_with_what_to_do(language: str) -> None:
    for code, plant, where in PLANTED:
        for message in told(code, plant, where, language):
            with translation.override(language):
                assert message.endswith(str(ADVICE.get(code, "."))), (code, message)


def told(code: str, plant: Plant, where: str, language: str) -> list[str]:
    document = small_story()
    plant(document)
    with translation.override(language):
        found = [finding.message for finding in findings_of(document) if (finding.code, finding.where) == (code, where)]
    assert found
    return found


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_nothing_of_it_is_left_in_english(language: str) -> None:
    english = {message for code, plant, where in PLANTED for message in told(code, plant, where, "en")}
    for code, plant, where in PLANTED:
        for message in told(code, plant, where, language):
            assert message not in english
            with translation.override("en"):
                assert str(ADVICE.get(code, "Only English")) not in message


def test_a_play_that_gets_stuck_is_told_in_the_words_of_its_choices() -> None:
    document = small_story()
    for each in document["scenes"][1]["choices"]:
        each["when"] = when(asks("flag-clear", "armed-car"))
    (stuck,) = [finding for finding in release_findings(Story.from_document(document)) if finding.code == "stuck"]
    assert "Arrival: “Wave”. Take the condition of one choice away." in stuck.message
