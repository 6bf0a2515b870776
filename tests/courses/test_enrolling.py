"""Enrolling: one certification period at a time, at the level of the rank."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from courses.models import CoursePage, Enrolment, LessonPage
from courses.services import enrol_learner
from people.levels import Level
from tests.conftest import Cast
from tests.factories.courses import finish, translated
from tests.factories.people import RankFactory

pytestmark = pytest.mark.django_db


def test_the_first_time_makes_an_enrolment(cast: Cast, course: CoursePage, now: datetime) -> None:
    enrolment = enrol_learner(learner=cast.learner, course=course, at=now)
    assert (enrolment.learner, enrolment.course, enrolment.started_at) == (cast.learner, course, now)
    assert enrolment.course_key == course.translation_key
    assert enrolment.completed_at is None


def test_the_second_time_finds_it_again(cast: Cast, course: CoursePage, now: datetime) -> None:
    first = enrol_learner(learner=cast.learner, course=course, at=now)
    assert enrol_learner(learner=cast.learner, course=course, at=now + timedelta(days=1)) == first
    assert Enrolment.objects.count() == 1


def test_the_level_is_that_of_the_rank(cast: Cast, course: CoursePage, now: datetime) -> None:
    assert enrol_learner(learner=cast.commander, course=course, at=now).level == Level.COMMANDERS
    assert enrol_learner(learner=cast.learner, course=course, at=now).level == Level.EVERYONE


def test_without_a_rank_the_level_is_everyone(cast: Cast, course: CoursePage, now: datetime) -> None:
    cast.learner.rank = None
    cast.learner.save()
    assert enrol_learner(learner=cast.learner, course=course, at=now).level == Level.EVERYONE


def test_a_promotion_does_not_change_an_enrolment(cast: Cast, course: CoursePage, now: datetime) -> None:
    enrol_learner(learner=cast.learner, course=course, at=now)
    cast.learner.rank = RankFactory(abbreviation="Sgt", name="Sergeant", level=Level.NCOS)
    cast.learner.save()
    assert enrol_learner(learner=cast.learner, course=course, at=now).level == Level.EVERYONE


def test_the_rank_is_read_when_enrolling(cast: Cast, course: CoursePage, now: datetime) -> None:
    stale = type(cast.learner).objects.select_related("rank").get(pk=cast.learner.pk)
    cast.learner.rank = RankFactory(abbreviation="Sgt", name="Sergeant", level=Level.NCOS)
    cast.learner.save()
    assert enrol_learner(learner=stale, course=course, at=now).level == Level.NCOS


def test_a_completed_enrolment_is_the_latest_there_is(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    done = finish(cast.learner, course, now, *lessons)
    assert done.completed_at == now
    assert enrol_learner(learner=cast.learner, course=course, at=now + timedelta(days=9)) == done


def test_both_languages_of_a_course_are_one_enrolment(cast: Cast, course: CoursePage, now: datetime) -> None:
    french = translated(course, "fr")
    english = enrol_learner(learner=cast.learner, course=course, at=now)
    assert enrol_learner(learner=cast.learner, course=french, at=now) == english


def test_everybody_has_an_own_one(cast: Cast, course: CoursePage, now: datetime) -> None:
    enrol_learner(learner=cast.learner, course=course, at=now)
    assert enrol_learner(learner=cast.comrade, course=course, at=now).learner == cast.comrade
    assert Enrolment.objects.count() == 2
