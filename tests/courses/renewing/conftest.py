"""A learner holds the certificate of a course that is renewed every 24 months: 90 days of window, 30 of grace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from courses.models import CoursePage, Enrolment, LessonPage
from credentials.models import Requirement
from credentials.recertification import Rule
from credentials.services import set_renewal_rule
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import finish, make_course, make_lesson, make_module
from tests.factories.people import LONG_AGO

DAY = timedelta(days=1)
OPENS = NOW + timedelta(days=641)  # 24 months less 90 days after NOW: 26 August 2028
LAST = datetime(2028, 11, 24, 10, tzinfo=NOW.tzinfo)


@pytest.fixture(autouse=True)
def _rule(cast: Cast, course: CoursePage) -> None:
    """24 months, 90 days of window, 30 of grace."""
    set_renewal_rule(achievement_key="core", rule=Rule(0, 24, 90, 30), by=cast.administrator, at=NOW - DAY)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def done(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> Enrolment:
    return finish(cast.learner, course, NOW, *lessons)


@pytest.fixture
def refresher(course: CoursePage) -> CoursePage:
    made = make_course("Refresher", course.achievement, slug="refresher", is_refresher=True)
    make_lesson(make_module(made), "What is new")
    return made


def lesson_of(course: CoursePage) -> LessonPage:
    return LessonPage.objects.descendant_of(course).get()


def require(cast: Cast, course: CoursePage) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, due_on=TODAY, starts_on=LONG_AGO)
