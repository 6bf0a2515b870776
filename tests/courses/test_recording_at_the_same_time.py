"""Two phones, one learner: what arrives at the same moment is written once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from courses.models import Completion, CoursePage, Enrolment, LessonPage
from courses.services import enrol_learner, record_completion
from credentials.models import Credential
from people.models import User
from tests.factories.courses import enrolled, make_achievement, make_course, make_lessons, make_module
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


@pytest.fixture
def learner() -> User:
    return UserFactory()


@pytest.fixture
def course() -> CoursePage:
    return make_course(achievement=make_achievement())


@pytest.fixture
def lessons(course: CoursePage) -> list[LessonPage]:
    return make_lessons(make_module(course), "First", "Second", "Third", "Fourth")


def at_once(*deeds: Callable[[], object]) -> None:
    """Does all of it in threads that start together; raises what any of them raised."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for future in [pool.submit(run, deed) for deed in deeds]:
            future.result(timeout=60)


def test_enrolling(learner: User, course: CoursePage, now: datetime) -> None:
    at_once(*[lambda: enrol_learner(learner=learner, course=course, at=now)] * TIMES)
    assert Enrolment.objects.count() == 1


def test_the_same_lesson(learner: User, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    enrolment = enrolled(learner, course, now)
    at_once(*[lambda: record_completion(enrolment=enrolment, activity=lessons[0], at=now)] * TIMES)
    assert Completion.objects.count() == 1


def test_the_last_lessons_issue_one_credential(
    learner: User, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    enrolment = enrolled(learner, course, now)

    def finish(lesson: LessonPage) -> Callable[[], object]:
        return lambda: record_completion(enrolment=enrolment, activity=lesson, at=now)

    at_once(*[finish(lesson) for lesson in lessons])
    enrolment.refresh_from_db()
    assert Completion.objects.count() == len(lessons)
    assert enrolment.credential == Credential.objects.get()
