"""A course of which nothing is left, because its author took away what was, is closed by its learner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, Enrolment, LessonPage
from credentials.models import Credential
from tests.conftest import Cast
from tests.factories.courses import finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> Enrolment:
    """All but the last lesson done; the last one was unpublished since."""
    enrolment = finish(cast.learner, course, now, *lessons[:2])
    lessons[2].unpublish()
    return enrolment


@pytest.fixture
def learner(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.learner)


def url_of(enrolment: Enrolment) -> str:
    return reverse("courses:course-finish", args=[enrolment.pk])


@pytest.mark.parametrize("where", ["home", "course"])
def test_the_button_stands_on_the_home_and_on_the_course(
    where: str, learner: Client, course: CoursePage, enrolment: Enrolment
) -> None:
    url = reverse("courses:home") if where == "home" else course.get_url()
    assert f'action="{url_of(enrolment)}"' in learner.get(url).content.decode()


def test_it_closes_the_course_and_issues_the_credential(learner: Client, enrolment: Enrolment) -> None:
    html = learner.post(url_of(enrolment), follow=True).content.decode()
    assert "Saved. Nothing is left in this course." in html
    enrolment.refresh_from_db()
    assert enrolment.credential == Credential.objects.get()


def test_twice_issues_one(learner: Client, enrolment: Enrolment) -> None:
    learner.post(url_of(enrolment))
    learner.post(url_of(enrolment))
    assert Credential.objects.count() == 1


def test_with_something_left_it_changes_nothing(learner: Client, enrolment: Enrolment, lessons: list[LessonPage]) -> None:
    lessons[2].save_revision().publish()
    html = learner.post(url_of(enrolment), follow=True).content.decode()
    assert "Something is still left in this course." in html
    assert not Credential.objects.exists()


def test_nobody_closes_the_course_of_another(cast: Cast, client_of: Callable[..., Client], enrolment: Enrolment) -> None:
    assert client_of(cast.comrade).post(url_of(enrolment)).status_code == 404
    assert client_of(cast.commander).post(url_of(enrolment)).status_code == 404
    assert not Credential.objects.exists()


def test_looking_closes_nothing(learner: Client, enrolment: Enrolment) -> None:
    assert learner.get(url_of(enrolment)).headers["Location"] == reverse("courses:home")  # as after signing in again
    assert not Credential.objects.exists()
