"""Each certification period is an enrolment of its own, begun when renewal opens."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.models import CoursePage, Enrolment
from courses.services import enrol_learner
from credentials.models import Deployment, Requirement
from credentials.services import call_for_renewal, revoke_credential
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.courses.renewing.conftest import DAY, LAST, OPENS
from tests.factories.courses import finish, make_course, make_lesson, make_module
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at", "is_new"),
    [(NOW + 9 * DAY, False), (OPENS - DAY, False), (OPENS, True), (LAST, True), (LAST + DAY, True), (LAST + 400 * DAY, True)],
)
def test_a_new_period_begins_from_the_opening_of_renewal_on(
    cast: Cast, course: CoursePage, done: Enrolment, at: datetime, is_new: bool
) -> None:
    assert (enrol_learner(learner=cast.learner, course=course, at=at) != done) == is_new
    assert Enrolment.objects.count() == 1 + is_new


def test_after_a_revocation_the_next_period_begins_at_once(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    revoke_credential(credential=done.credential, by=cast.administrator, reason="Wrong person.", at=NOW)
    assert enrol_learner(learner=cast.learner, course=course, at=NOW) != done


def test_a_call_for_renewal_opens_it(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    at = NOW + 30 * DAY
    call_for_renewal(achievement_key="core", due_on=TODAY + 90 * DAY, reason="New law.", by=cast.administrator, at=at)
    assert enrol_learner(learner=cast.learner, course=course, at=at) != done


def test_a_tour_that_outlasts_the_certificate_opens_it(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, days_before=14, starts_on=LONG_AGO)
    at = NOW + 200 * DAY
    assert enrol_learner(learner=cast.learner, course=course, at=at) == done
    begins = at.date() + 60 * DAY
    Deployment.objects.create(
        unit=cast.alpha, mission="UNAK", starts_on=begins, ends_on=begins + 600 * DAY, announced_on=LONG_AGO
    )
    assert enrol_learner(learner=cast.learner, course=course, at=at) != done


def test_the_new_period_is_at_the_level_of_the_rank_today(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    User.objects.filter(pk=cast.learner.pk).update(rank=cast.commander.rank)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS).level == 3
    done.refresh_from_db()
    assert done.level == 1


def test_beginning_twice_is_beginning_once(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    first = enrol_learner(learner=cast.learner, course=course, at=OPENS)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS + DAY) == first


def test_a_course_that_earns_nothing_is_done_once(cast: Cast) -> None:
    course = make_course("Plain")
    lesson = make_lesson(make_module(course))
    done = finish(cast.learner, course, NOW, lesson)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS) == done
