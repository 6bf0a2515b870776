"""A certificate of others that counts for what is asked is said on the learner's home as on the commander's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.home import learner_home
from courses.models import CoursePage, LessonPage
from credentials.external.services import decide_external, record_external
from credentials.models import Deployment, Requirement
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import UserFactory

PROVIDER = "Integrated Training Service"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def seen(cast: Cast, client_of: Callable[..., Client]) -> Callable[[], str]:
    return lambda: " ".join(client_of(cast.learner).get(reverse("courses:home")).content.decode().split())


def asked(cast: Cast, course: CoursePage, **change: Any) -> Requirement:
    """Since yesterday, of everybody; certificates of others count."""
    values = {"unit": cast.battalion, "achievement": course.achievement, "due_on": TODAY - timedelta(days=1)}
    return Requirement.objects.create(**values | {"accepts_external": True} | change)


def holds(cast: Cast, course: CoursePage, *, days: int | None = 400, holder: User | None = None) -> None:
    row = record_external(
        holder=holder or cast.learner,
        achievement_key=course.achievement.key,  # type: ignore[union-attr]
        title="UN Core Pre-deployment Training",
        provider=PROVIDER,
        earned_on=TODAY - timedelta(days=30),
        expires_on=None if days is None else TODAY + timedelta(days=days),
        scan=b"%PDF-1.4 scan",
        scan_type="application/pdf",
        by=UserFactory(),
        at=NOW,
    )
    decide_external(row=row, approve=True, by=cast.administrator, at=NOW)


def test_nothing_is_overdue_and_its_last_day_is_said(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    asked(cast, course)
    assert "This was due on" in seen()
    holds(cast, course)
    text = seen()
    assert "This was due on" not in text
    assert f"Your certificate of <bdi>{PROVIDER}</bdi> counts here until 29 December 2027." in text


def test_where_the_requirement_refuses_it_the_day_stands(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    asked(cast, course, accepts_external=False)
    holds(cast, course)
    assert "This was due on" in seen()
    assert "counts here" not in seen()


def test_one_that_ends_before_the_tour_is_over_says_until_when_it_is_needed(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    asked(cast, course)
    holds(cast, course, days=100)
    days = {"starts_on": TODAY + timedelta(days=60), "ends_on": TODAY + timedelta(days=240), "announced_on": TODAY}
    Deployment.objects.create(unit=cast.battalion, mission="UNMIV", **days)
    assert "Your tour needs one until 21 August 2027." in seen()


def test_without_an_end_it_counts_for_good_and_no_course_is_missed(cast: Cast, course: CoursePage) -> None:
    asked(cast, course)
    course.unpublish()
    assert learner_home(cast.learner, TODAY, "en").unserved
    holds(cast, course, days=None)
    assert not learner_home(cast.learner, TODAY, "en").unserved


def test_a_course_that_is_covered_has_no_day_and_is_not_overdue(cast: Cast, course: CoursePage) -> None:
    asked(cast, course)
    holds(cast, course)
    (card,) = learner_home(cast.learner, TODAY, "en").cards
    assert (card.is_covered, card.is_overdue, card.due_on) == (True, False, None)
