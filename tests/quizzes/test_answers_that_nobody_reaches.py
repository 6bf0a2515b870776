"""The first accepted answer that fits decides: where a lesser one takes all of a better one first, its author is told."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.importing import plan_import
from quizzes.kinds import KINDS
from tests.quizzes.items import plain_item

Parts = list[dict[str, Any]]
WORDS: dict[str, tuple[Parts, bool]] = {
    "a star above": ([{"text": "*", "share": "0"}, {"text": "Paris"}], True),
    "a wider pattern above": ([{"text": "*crescent*", "share": "50"}, {"text": "red crescent"}], True),
    "a wider pattern below": ([{"text": "red crescent"}, {"text": "*crescent*", "share": "50"}], False),
    "patterns that overlap": ([{"text": "red*", "share": "50"}, {"text": "*crescent"}], False),
    "as much above": ([{"text": "*crescent*"}, {"text": "red crescent"}], False),
    "a star that is meant as such": ([{"text": "a\\*b", "share": "50"}, {"text": "a*b"}], False),
}
NUMBERS: dict[str, tuple[Parts, bool]] = {
    "a wider range above": ([{"value": "50", "tolerance": "10", "share": "50"}, {"value": "52", "tolerance": "5"}], True),
    "a wider range below": ([{"value": "50", "tolerance": "5"}, {"value": "50", "tolerance": "10", "share": "50"}], False),
    "ranges that overlap": ([{"value": "50", "tolerance": "10", "share": "50"}, {"value": "58", "tolerance": "5"}], False),
    "every other number above": ([{"value": "*", "tolerance": "0", "share": "0"}, {"value": "5", "tolerance": "0"}], True),
}


@pytest.mark.parametrize("case", WORDS)
def test_an_accepted_text_that_nobody_can_give_is_a_fault(case: str) -> None:
    answers, is_fault = WORDS[case]
    assert any("Nobody reaches" in fault for fault in KINDS["short-answer"].faults(plain_item(answers=answers))) == is_fault


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_that_nobody_can_give_is_a_fault(case: str) -> None:
    numbers, is_fault = NUMBERS[case]
    assert any("Nobody reaches" in fault for fault in KINDS["numerical"].faults(plain_item(numbers=numbers))) == is_fault


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Capital?{=%0%*#No =Paris}", "How many?{#=%50%50:10 =50:5}"])
def test_in_a_file_it_makes_a_draft(text: str) -> None:
    [line] = plan_import(content=text.encode(), name="bank.txt", language="en").lines
    assert line.verdict == "draft"
    assert "Nobody reaches" in line.found.reasons[0]
