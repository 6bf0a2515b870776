"""Finishing a lesson is a deliberate act at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.models import ActivityPage, Completion, CoursePage, Enrolment, LessonPage, ModulePage
from credentials.models import Credential
from tests.conftest import Cast
from tests.factories.courses import finish, make_lesson, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.learner)


def url_of(lesson: LessonPage) -> str:
    return reverse("courses:lesson-finish", args=[lesson.pk])


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def test_reading_finishes_nothing(learner: Client, lessons: list[LessonPage]) -> None:
    learner.get(lessons[0].get_url())
    assert not Enrolment.objects.exists()


def test_the_button_writes_the_ledger_and_leads_on(cast: Cast, learner: Client, lessons: list[LessonPage]) -> None:
    answer = learner.post(url_of(lessons[0]))
    assert Completion.objects.get().activity_id == lessons[0].pk
    assert Enrolment.objects.get().learner == cast.learner
    assert answer.headers["Location"] == lessons[1].get_url()
    assert said(answer) == ["Lesson finished. Saved."]


def test_the_page_then_says_that_it_is_finished(learner: Client, lessons: list[LessonPage]) -> None:
    assert "Finish lesson and continue" in learner.get(lessons[0].get_url()).content.decode()
    learner.post(url_of(lessons[0]))
    html = learner.get(lessons[0].get_url()).content.decode()
    assert "You have finished this lesson." in html
    assert "Finish lesson and continue" not in html
    assert f'<a class="button" href="{lessons[1].get_url()}"><span>Continue: ' in html


def test_finishing_twice_changes_nothing(learner: Client, lessons: list[LessonPage]) -> None:
    learner.post(url_of(lessons[0]))
    assert learner.post(url_of(lessons[0])).headers["Location"] == lessons[1].get_url()
    assert Completion.objects.count() == 1


def test_it_leads_to_what_is_left_even_when_that_stands_before(learner: Client, lessons: list[LessonPage]) -> None:
    learner.post(url_of(lessons[1]))
    assert learner.post(url_of(lessons[2])).headers["Location"] == lessons[0].get_url()


def test_the_last_one_leads_home_with_the_certificate(learner: Client, lessons: list[LessonPage]) -> None:
    for lesson in lessons[:2]:
        learner.post(url_of(lesson))
    answer = learner.post(url_of(lessons[2]))
    assert answer.headers["Location"] == reverse("courses:home")
    assert said(answer)[-1] == "Lesson finished. Saved. Nothing is left in this course."
    assert Credential.objects.get().get_absolute_url() in learner.get(reverse("courses:home")).content.decode()


def test_looking_is_not_finishing(learner: Client, lessons: list[LessonPage]) -> None:
    learner.get(url_of(lessons[0]))
    assert not Completion.objects.exists()


def test_whoever_comes_from_the_sign_in_stands_before_the_lesson_again(learner: Client, lessons: list[LessonPage]) -> None:
    assert learner.get(url_of(lessons[0])).headers["Location"] == lessons[0].get_url()


def test_without_the_forms_token_nothing_happens(cast: Cast, lessons: list[LessonPage]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.learner, backend="people.backends.AuthenticationBackend")
    assert strict.post(url_of(lessons[0])).status_code == 403
    assert not Completion.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client: Client, lessons: list[LessonPage]) -> None:
    answer = client.post(url_of(lessons[0]))
    assert answer.headers["Location"] == f"/account/login/?next={url_of(lessons[0])}"
    assert not Enrolment.objects.exists()


def test_a_locked_lesson_says_what_comes_first(
    cast: Cast, course: CoursePage, module: ModulePage, learner: Client, lessons: list[LessonPage]
) -> None:
    locked = make_lesson(module, "Last", opens=ActivityPage.Opens.AFTER_MODULE)
    answer = learner.post(url_of(locked))
    assert answer.headers["Location"] == locked.get_url()
    assert said(answer) == ["Finish what stands before this lesson first."]
    assert not Enrolment.objects.exists()
    html = learner.get(locked.get_url()).content.decode()
    assert "To finish it, first finish:" in html
    assert all(f'<a href="{lesson.get_url()}">' in html for lesson in lessons)
    assert "Finish lesson and continue" not in html


def test_a_lesson_that_waits_for_the_whole_course_says_so_too(
    course: CoursePage, learner: Client, lessons: list[LessonPage]
) -> None:
    from tests.factories.courses import make_module

    final = make_lesson(make_module(course, 2, "Final"), "Final", opens=ActivityPage.Opens.AFTER_COURSE)
    html = learner.get(final.get_url()).content.decode()
    assert "To finish it, first finish:" in html
    assert "Finish lesson and continue" not in html


def test_an_unpublished_lesson_cannot_be_finished(learner: Client, lessons: list[LessonPage]) -> None:
    lessons[0].unpublish()
    assert learner.post(url_of(lessons[0])).status_code == 404


def test_what_is_no_lesson_cannot_be_finished(learner: Client, course: CoursePage) -> None:
    assert learner.post(reverse("courses:lesson-finish", args=[course.pk])).status_code == 404
    assert learner.post(reverse("courses:lesson-finish", args=[999_999])).status_code == 404


def test_the_french_lesson_counts_for_the_english_one(
    cast: Cast, course: CoursePage, learner: Client, lessons: list[LessonPage], now: datetime
) -> None:
    finish(cast.learner, course, now, lessons[0])
    french = translated(lessons[0], "fr")
    assert "Finish lesson and continue" not in learner.get(french.get_url()).content.decode()


def test_a_lesson_that_the_level_does_not_need_may_be_finished(
    module: ModulePage, learner: Client, lessons: list[LessonPage]
) -> None:
    extra = make_lesson(module, "For commanders", minimum_level=3)
    assert "Your level does not need this lesson." in learner.get(extra.get_url()).content.decode()
    assert learner.post(url_of(extra)).headers["Location"] == lessons[0].get_url()
    assert Completion.objects.get().activity_id == extra.pk


def test_when_the_rest_of_the_module_is_done_it_leads_to_the_training_page(learner: Client, lessons: list[LessonPage]) -> None:
    for lesson in lessons:
        learner.post(url_of(lesson))
    html = learner.get(lessons[0].get_url()).content.decode()
    assert f'<a class="button" href="{reverse("courses:home")}">Go to your training</a>' in html
