"""The outline of a course: what it shows to whom, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from courses.models import CoursePage, LessonPage, ModulePage
from courses.outline import course_outline, course_outlines
from people.levels import Level
from quizzes.models import QuizPage
from tests.conftest import NOW, Cast
from tests.factories.courses import finish, make_course, make_lesson, make_lessons, make_module, translated

pytestmark = pytest.mark.django_db


def test_it_counts_what_the_level_needs(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[LessonPage], now: datetime
) -> None:
    make_lesson(module, "For commanders", minimum_level=Level.COMMANDERS)
    finish(cast.learner, course, now, lessons[0])
    outline = course_outline(course, cast.learner)
    assert (outline.done, outline.total, outline.left) == (1, 3, 2)
    assert course_outline(course, cast.commander).total == 4


def test_what_the_level_does_not_need_is_shown_and_says_for_whom(cast: Cast, course: CoursePage, module: ModulePage) -> None:
    make_lesson(module, "For commanders", minimum_level=Level.COMMANDERS)
    make_lesson(module, "If you like", is_required=False)
    labels = [row.state_label for row in course_outline(course, cast.learner).activities]
    assert labels == ["For Commanders and staff", "If you like"]


def test_a_stranger_sees_every_activity_and_no_progress(course: CoursePage, lessons: list[LessonPage]) -> None:
    outline = course_outline(course, AnonymousUser())
    assert [row.state for row in outline.activities] == ["open"] * 3
    assert outline.next is None
    assert not outline.is_ready


def test_an_unpublished_module_and_all_in_it_is_not_shown(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[LessonPage]
) -> None:
    make_lesson(make_module(course, 2, "Force"), "Necessity")
    ModulePage.objects.get(pk=module.pk).unpublish()
    outline = course_outline(course, cast.learner)
    assert [row.title for row in outline.activities] == ["Necessity"]
    assert outline.next is not None


def test_a_final_examination_beside_the_modules_comes_last(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    final = course.add_child(instance=QuizPage(title="Final examination", opens=QuizPage.Opens.AFTER_COURSE))
    outline = course_outline(course, cast.learner)
    assert [(row.title, row.state) for row in outline.activities][-1] == ("Final examination", "locked")
    assert finish(cast.learner, course, NOW, *lessons).completed_at is None
    row = course_outline(course, cast.learner).next
    assert row is not None
    assert row.pk == final.pk
    assert "Final examination" in client_of(cast.learner).get(course.get_url()).content.decode()
    assert "Final examination" in client_of(cast.learner).get("/learn/").content.decode()
    assert finish(cast.learner, course, NOW, final).completed_at == NOW


def test_it_says_when_nothing_is_left_to_do_but_to_finish(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons[:2])
    assert not course_outline(course, cast.learner).is_ready
    lessons[2].unpublish()
    assert course_outline(course, cast.learner).is_ready


def test_the_french_outline_knows_what_was_finished_in_english(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    french = translated(lessons[0], "fr", title="Premier")
    finish(cast.learner, course, now, lessons[0])
    outline = course_outline(french.get_parent().get_parent().specific, cast.learner)
    assert [(row.title, row.is_done) for row in outline.activities] == [("Premier", True), ("Second", False), ("Third", False)]
    assert outline.activities[0].url.startswith("/fr/")


def test_it_costs_the_same_however_long_the_course_is(
    cast: Cast,
    course: CoursePage,
    module: ModulePage,
    lessons: list[LessonPage],
    django_assert_num_queries: Callable,
) -> None:
    finish(cast.learner, course, NOW, *lessons[:2])
    learner = type(cast.learner).objects.select_related("rank").get(pk=cast.learner.pk)
    course_outline(course, learner)  # fills what is kept per process
    with django_assert_num_queries(3):
        course_outlines([course], learner)
    make_lessons(make_module(course, 2, "Force"), *"abcdef")
    other = make_course("Other")
    make_lessons(make_module(other), *"abc")
    finish(cast.learner, other, NOW)
    with django_assert_num_queries(3):
        course_outlines([course, other], learner)


# --- The pages -----------------------------------------------------------------------------------


def test_from_two_hours_on_what_is_left_is_said_in_hours(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client]
) -> None:
    client = client_of(cast.learner)
    for minutes, words in ((39, "3 activities left, about 117 minutes."), (40, "3 activities left, about 2 hours.")):
        LessonPage.objects.update(minutes=minutes)
        assert words in client.get(course.get_url()).content.decode()


def test_the_course_page_of_a_learner_leads_on(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client], now: datetime
) -> None:
    url = course.get_url()
    html = client_of(cast.learner).get(url).content.decode()
    assert "You have 3 activities left, about 30 minutes." in html
    assert "Start: " in html
    finish(cast.learner, course, now, *lessons[:2])
    html = client_of(cast.learner).get(url).content.decode()
    assert "You have 1 activity left, about 10 minutes." in html
    assert f'<a class="button" href="{lessons[2].get_url()}"><span>Continue: ' in html


def test_the_course_page_of_a_stranger_leads_to_signing_in(course: CoursePage, lessons: list[LessonPage], client: Client) -> None:
    html = client.get(course.get_url()).content.decode()
    assert f'href="/account/login/?next={course.get_url()}"' in html
    assert all(lesson.get_url() in html for lesson in lessons)


def test_the_course_page_says_that_it_is_complete(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client], now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons)
    assert "You have finished everything in this course." in client_of(cast.learner).get(course.get_url()).content.decode()


def test_an_empty_course_and_an_empty_module_say_so(cast: Cast, course: CoursePage, client_of: Callable[..., Client]) -> None:
    assert "No modules yet" in client_of(cast.learner).get(course.get_url()).content.decode()
    module = make_module(course)
    assert "Nothing in this module yet." in client_of(cast.learner).get(module.get_url()).content.decode()


def test_the_module_page_leads_on_in_the_module(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: Callable[..., Client], now: datetime
) -> None:
    second = make_module(course, 2, "Force")
    lesson = make_lesson(second, "Necessity")
    html = client_of(cast.learner).get(second.get_url()).content.decode()
    assert f'<a class="button" href="{lesson.get_url()}"><span>Start: ' in html
    finish(cast.learner, course, now, lesson)
    html = client_of(cast.learner).get(second.get_url()).content.decode()
    assert f'<a class="button" href="{lessons[0].get_url()}"><span>Continue: ' in html
