"""Every rule of the library is taught or kept for reference with a reason; every taught rule is asked for or says why not."""

from __future__ import annotations

from copy import deepcopy

import pytest

from curriculum.quality import findings
from curriculum.reading import Content, read_content
from curriculum.schema import RuleForm
from curriculum.teaching import coverage, is_examined, is_taught, with_those_above


@pytest.fixture(scope="module")
def read() -> Content:
    return read_content()


@pytest.fixture
def course(read: Content) -> Content:
    return deepcopy(read)


def form(course: Content, citation: str) -> RuleForm:
    return course.rules[citation].form


def told(course: Content) -> list[str]:
    return [finding.message for finding in findings(course)]


def test_a_rule_that_no_lesson_teaches_says_why(course: Content) -> None:
    form(course, "Rule 107").reference = ""
    assert told(course) == [
        "Rule 107: no lesson teaches it; cite it where a lesson does, or say under reference: why the course leaves it out"
    ]


def test_a_rule_kept_for_reference_is_cited_by_no_lesson(course: Content) -> None:
    form(course, "Rule 90").reference = "Nobody needs it."
    assert told(course) == ["Rule 90: it stands under reference:, but a lesson cites it"]


def test_a_taught_rule_that_no_item_asks_for_says_why(course: Content) -> None:
    form(course, "GA Res 79/1").unasked = ""
    form(course, "GC I Art 12").same_as = []
    reason = "no item asks for it; cite it where an item does, or say under unasked: why none does"
    assert sorted(told(course)) == [f"GA Res 79/1: {reason}", f"GC I Art 12: {reason}"]


def test_a_rule_that_an_item_asks_for_does_not_say_that_none_does(course: Content) -> None:
    form(course, "Rule 90").unasked = "Too hard."
    assert told(course) == ["Rule 90: it stands under unasked:, but an item asks for it"]


def test_a_twin_must_be_a_rule_of_the_library(course: Content) -> None:
    form(course, "Rule 90").same_as = ["Rule 900"]
    assert told(course) == ["Rule 90: same_as: no rule is cited as “Rule 900”"]


def test_who_is_taught_an_article_is_taught_its_paragraphs_and_not_the_other_way_round() -> None:
    assert list(with_those_above("AP II Art 4(2)(a)")) == ["AP II Art 4(2)(a)", "AP II Art 4(2)", "AP II Art 4"]
    assert is_taught("AP II Art 4(2)(a)", frozenset({"AP II Art 4"}))
    assert not is_taught("AP II Art 4", frozenset({"AP II Art 4(2)"}))


def test_a_question_asks_for_a_rule_by_its_paragraph_its_article_or_its_twin(course: Content) -> None:
    source = course.rules["GC I Art 12"]
    assert is_examined(source, frozenset({"GC I Art 12"}))
    assert is_examined(source, frozenset({"GC I Art 12(2)"}))
    assert is_examined(source, frozenset({"Rule 110"}))
    assert not is_examined(source, frozenset({"Rule 11", "GC I Art 1"}))


def test_all_rules_are_accounted_for(course: Content) -> None:
    seen = coverage(course)
    assert seen.taught + seen.reference == seen.rules
    assert seen.examined > 450
