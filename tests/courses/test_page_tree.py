"""The tree: each page offers exactly the right children, and nothing else finds a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from base.models import HomePage, StandardPage
from courses.models import ActivityPage, CoursePage, LessonPage, ModulePage
from quizzes.models import QuizPage
from scenarios.models import ScenarioPage
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_the_home_page_offers_courses_and_plain_pages() -> None:
    assert set(HomePage.creatable_subpage_models()) == {CoursePage, StandardPage}


def test_a_course_offers_modules_and_a_final_examination() -> None:
    assert set(CoursePage.creatable_subpage_models()) == {ModulePage, QuizPage}


def test_a_module_offers_every_kind_of_activity_and_not_the_bare_one() -> None:
    assert set(ModulePage.creatable_subpage_models()) == {LessonPage, ScenarioPage, QuizPage}


@pytest.mark.parametrize("kind", [LessonPage, ScenarioPage, QuizPage, ActivityPage])
def test_an_activity_offers_nothing(kind: type[ActivityPage]) -> None:
    assert kind.creatable_subpage_models() == []


@pytest.mark.parametrize("kind", [LessonPage, ScenarioPage])
def test_lessons_and_scenarios_stand_in_modules_alone(kind: type[ActivityPage]) -> None:
    assert kind.clean_parent_page_models() == [ModulePage]


def test_the_editor_refuses_a_lesson_beside_the_modules(cast: Cast, course: CoursePage, client_of: Callable[..., Client]) -> None:
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])
    assert client_of(cast.trainer).get(url).status_code in {302, 403}


def test_every_kind_says_in_words_what_it_is(lessons: list[LessonPage]) -> None:
    row = ActivityPage.objects.get(pk=lessons[0].pk)
    assert (row.kind_of_activity, row.kind_in_words) == ("lesson", "Lesson")
