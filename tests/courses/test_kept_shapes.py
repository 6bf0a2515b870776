"""What is the same of a course for every learner is kept, and what changed shows at the next visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from courses.models import CoursePage, LessonPage, ModulePage
from courses.outline import course_outline
from credentials.demands import demands_on
from credentials.models import Requirement
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import finish, make_achievement, make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> Callable[[], list[str]]:
    """Of the activities as the learner finds them now; the course was visited before."""

    def found() -> list[str]:
        return [row.title for row in course_outline(course, cast.learner).activities]

    assert found() == ["First", "Second", "Third"]
    return found


def test_a_lesson_that_was_renamed_shows_its_new_name(titles: Callable[[], list[str]], lessons: list[LessonPage]) -> None:
    lessons[1].title = "Distinction"
    lessons[1].save()
    assert titles() == ["First", "Distinction", "Third"]


def test_a_lesson_that_was_withdrawn_is_gone(titles: Callable[[], list[str]], lessons: list[LessonPage]) -> None:
    lessons[0].unpublish()
    assert titles() == ["Second", "Third"]


def test_a_lesson_that_was_moved_stands_in_its_new_module(
    cast: Cast, course: CoursePage, titles: Callable[[], list[str]], lessons: list[LessonPage]
) -> None:
    LessonPage.objects.get(pk=lessons[0].pk).move(make_module(course, 2, "Force"), pos="last-child")
    assert titles() == ["Second", "Third", "First"]
    modules = course_outline(course, cast.learner).modules
    assert [[row.title for row in module.activities] for module in modules] == [["Second", "Third"], ["First"]]


def test_what_one_learner_finished_is_not_finished_for_another(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[LessonPage]
) -> None:
    course_outline(course, cast.comrade)
    finish(cast.learner, course, NOW, lessons[0])
    assert course_outline(course, cast.learner).modules[0].done == 1
    assert course_outline(course, cast.comrade).modules[0].done == 0


def test_kinds_are_named_in_the_language_of_whoever_reads(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> None:
    english = course_outline(course, cast.learner).activities[0].kind_label
    with translation.override("fr"):
        assert course_outline(course, cast.learner).activities[0].kind_label != english


@time_machine.travel(NOW, tick=False)
def test_a_requirement_with_a_new_day_asks_for_the_new_day(cast: Cast) -> None:
    asked = Requirement.objects.create(unit=cast.battalion, achievement=make_achievement(), due_on=TODAY + timedelta(days=9))
    assert [demand.due_on for demand in demands_on(cast.learner, TODAY)] == [TODAY + timedelta(days=9)]
    asked.due_on = TODAY + timedelta(days=5)
    asked.save()
    assert [demand.due_on for demand in demands_on(cast.learner, TODAY)] == [TODAY + timedelta(days=5)]
