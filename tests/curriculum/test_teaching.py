"""Every rule of the library is taught or kept for reference with a reason; every taught rule is asked for or says why not."""

from __future__ import annotations

from copy import deepcopy

import pytest

from curriculum.item_forms import ItemForm
from curriculum.lessons import LessonSource
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


def item(course: Content, key: str) -> ItemForm:
    return next(each for module in course.modules if module.bank for each in module.bank.items if each.key == key)


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
    item(course, "what-the-pact-asks").cites.clear()
    form(course, "GC I Art 12").same_as = []
    reason = "no item asks for it; cite it where an item does, or say under unasked: why none does"
    assert sorted(told(course)) == [f"GA Res 79/1: {reason}", f"GC I Art 12: {reason}"]
    form(course, "GA Res 79/1").unasked = "Its result is not known."
    assert told(course) == [f"GC I Art 12: {reason}"]


def test_a_rule_that_an_item_asks_for_does_not_say_that_none_does(course: Content) -> None:
    form(course, "Rule 90").unasked = "Too hard."
    assert told(course) == ["Rule 90: it stands under unasked:, but an item asks for it"]


def test_an_item_asks_for_nothing_that_only_a_higher_level_reads(course: Content) -> None:
    """Rule 21 stands in a part for section commanders of a lesson that everyone takes."""
    item(course, "two-bridges-one-advantage").level = "everyone"
    assert told(course) == ["two-bridges-one-advantage: no lesson teaches Rule 21 at its level (everyone)"]


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
    assert seen.examined > 600
    assert not [citation for citation, source in course.rules.items() if source.form.unasked]


def test_soldiers_take_three_lessons_of_module_4_and_officers_all_six(read: Content) -> None:
    [module] = [module for module in read.modules if module.form.number == 4]
    lessons = [activity.form for activity in module.activities.values() if isinstance(activity, LessonSource)]
    assert [lesson.number for lesson in lessons if lesson.level == "everyone"] == ["4.1", "4.3", "4.6"]
    assert [lesson.number for lesson in lessons] == [f"4.{n}" for n in range(1, 7)]
