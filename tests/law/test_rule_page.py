"""A rule's own page: plain words, where it applies, the official text, and the public lessons that teach it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from courses.models import CoursePage, LessonPage
from law.library import taught_in
from law.models import Rule
from tests.factories.courses import make_course, make_lesson, make_module, make_rule
from tests.law.shelves import page, small_library, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule() -> Rule:
    return make_rule("AP II Art 4", "Fundamental guarantees", gist="Treat everyone humanely.", applies="niac")


def lesson_on(rule: Rule, title: str = "The minimum", **extra: Any) -> LessonPage:
    course = CoursePage.objects.first() or make_course()
    module = course.get_children().first()
    body = [{"type": "key_rule", "value": {"sentence": "Be humane.", "rules": [rule.pk]}}]
    return make_lesson(module.specific if module else make_module(course), title, body, **extra)


def test_it_says_what_the_rule_means_and_where_it_applies(rule: Rule) -> None:
    text = page(rule.get_absolute_url())
    assert "Treat everyone humanely." in text
    assert "AP II Art 4" in text
    assert "Non-international armed conflict" in text
    assert 'href="https://law.example/"' in text
    assert 'rel="external noreferrer"' in text


@pytest.mark.parametrize(("applies", "label"), Rule.Applies.choices)
def test_every_applicability_has_its_words(applies: str, label: object) -> None:
    assert str(label) in page(make_rule(applies=applies).get_absolute_url())


def test_the_text_of_the_provision_goes_before_that_of_the_instrument(rule: Rule) -> None:
    Rule.objects.filter(pk=rule.pk).update(url="https://law.example/art-4")
    assert 'href="https://law.example/art-4"' in page(rule.get_absolute_url())


def test_topics_lead_back_into_the_library() -> None:
    text = page(small_library()[3].get_absolute_url())
    assert "/rules/?topic=humane-treatment" in text
    assert "/rules/?topic=children" in text


def test_the_note_for_legal_review_is_never_shown(rule: Rule) -> None:
    Rule.objects.filter(pk=rule.pk).update(review_note="CANARY: compare with the commentary")
    for path in (rule.get_absolute_url(), "/rules/", "/rules/card/"):
        assert "CANARY" not in page(path)
        assert "CANARY" not in page(path, q="canary")


def test_a_rule_that_nobody_teaches_says_so(rule: Rule) -> None:
    assert "No lesson cites it yet." in page(rule.get_absolute_url())


@pytest.mark.usefixtures("reference_index")
def test_it_names_the_lessons_that_cite_it(rule: Rule) -> None:
    lesson = lesson_on(rule)
    text = page(rule.get_absolute_url())
    assert lesson.title in text
    assert f'href="{lesson.url_path.removeprefix("/home")}"' in text


def test_further_rules_of_a_lesson_count_as_taught(rule: Rule) -> None:
    lesson = lesson_on(make_rule("AP II Art 7", "The wounded"))
    lesson.further_rules = [rule]
    lesson.save()
    assert lesson.title in page(rule.get_absolute_url())


def test_drafts_are_not_named(rule: Rule) -> None:
    lesson_on(rule, "A draft", live=False)
    assert "A draft" not in page(rule.get_absolute_url())


def test_private_pages_are_not_named(rule: Rule) -> None:
    lesson = lesson_on(rule, "A secret")
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert "A secret" not in page(rule.get_absolute_url())


def test_a_lesson_that_no_longer_cites_it_is_not_named(rule: Rule) -> None:
    lesson = lesson_on(rule)
    lesson.body = []
    lesson.save()
    assert lesson.title not in page(rule.get_absolute_url())


@pytest.mark.usefixtures("reference_index")
def test_a_translation_is_taught_where_the_rule_is_taught(rule: Rule) -> None:
    lesson = lesson_on(rule)
    french = translated(rule, "fr", slug="pa-ii-art-4")
    assert lesson.title in page(french.get_absolute_url(), language="fr")


@pytest.mark.usefixtures("reference_index")
def test_the_queries_are_fixed_however_many_lessons_cite_it(rule: Rule) -> None:
    lesson_on(rule)
    taught_in(rule, "en")  # content types are looked up once in a process
    with CaptureQueriesContext(connection) as few:
        taught_in(rule, "en")
    for number in range(10):
        lesson_on(rule, f"Lesson {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(taught_in(rule, "en")) == 11
    assert len(many) == len(few) <= 5
