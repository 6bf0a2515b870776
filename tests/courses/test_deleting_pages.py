"""A page on which learners' records stand is unpublished, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, ModulePage
from tests.conftest import Cast
from tests.factories.courses import enrolled, finish

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.administrator)


def delete(client: Client, page: Page) -> str:
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()


def stands(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk).exists()


def test_a_finished_lesson_stays(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], administrator: Client, now: datetime
) -> None:
    finish(cast.learner, course, now, lessons[0])
    assert "“First” was not deleted: learners’ records depend on it. Unpublish it instead." in delete(administrator, lessons[0])
    assert stands(lessons[0])


@pytest.mark.parametrize("which", ["module", "course"])
def test_so_does_what_stands_above_it(
    which: str, cast: Cast, lessons: list[LessonPage], administrator: Client, now: datetime
) -> None:
    module = ModulePage.objects.get()
    course = CoursePage.objects.get()
    finish(cast.learner, course, now, lessons[0])
    page = {"module": module, "course": course}[which]
    assert "was not deleted" in delete(administrator, page)
    assert all(stands(each) for each in (page, *lessons))


def test_a_course_that_somebody_began_stays(cast: Cast, course: CoursePage, administrator: Client, now: datetime) -> None:
    enrolled(cast.learner, course, now)
    assert "was not deleted" in delete(administrator, course)
    assert stands(course)


def test_a_lesson_that_nobody_finished_goes(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], administrator: Client, now: datetime
) -> None:
    finish(cast.learner, course, now, lessons[0])
    delete(administrator, lessons[1])
    assert not stands(lessons[1])


def test_several_at_once_stay_together(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], administrator: Client, now: datetime
) -> None:
    finish(cast.learner, course, now, lessons[0])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    html = administrator.post(f"{url}?id={lessons[0].pk}&id={lessons[1].pk}", follow=True).content.decode()
    assert "was not deleted" in html
    assert stands(lessons[0])
    assert stands(lessons[1])


def test_unpublishing_it_keeps_the_record(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], administrator: Client, now: datetime
) -> None:
    enrolment = finish(cast.learner, course, now, lessons[0])
    administrator.post(reverse("wagtailadmin_pages:unpublish", args=[lessons[0].pk]))
    lessons[0].refresh_from_db()
    assert not lessons[0].live
    assert enrolment.completions.get().activity_id == lessons[0].pk
