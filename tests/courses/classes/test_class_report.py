"""What a training report reads: hours, dates, instructors, languages, presence and completions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.classes.services import add_members, remove_member
from courses.classes.teaching import call_off_session, mark_lesson_taught
from courses.models import ClassSession, LessonPage, TrainingClass
from courses.reports import ClassReport, class_report
from tests.conftest import TODAY, Cast
from tests.factories.classes import make_session, mark, mark_all, member
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> ClassReport:
    """Two sessions held, one in French; one to come, one called off."""
    alpha_class = session.training_class
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    second = make_session(alpha_class, now + timedelta(days=1), hours=2, language="fr")
    mark_all(second, cast.trainer, second.starts_at)
    make_session(alpha_class, now + timedelta(days=2))
    call_off_session(session=make_session(alpha_class, now + timedelta(days=3)), at=now)
    return class_report(TrainingClass.objects.get(pk=alpha_class.pk))


def test_hours_are_those_of_the_sessions_with_attendance(taught: ClassReport) -> None:
    assert [session.hours for session in taught.sessions] == [3, 2, 3]
    assert taught.hours == 5


def test_first_and_last_day(taught: ClassReport, now: datetime) -> None:
    assert (taught.first_at, taught.last_at) == (now, now + timedelta(days=1, hours=2))


def test_instructors_and_languages_by_name(taught: ClassReport) -> None:
    assert taught.instructors == ["Pte Leila Haddad"]
    assert taught.languages == ["English", "French"]


def test_what_was_taught_when(taught: ClassReport) -> None:
    assert [session.lessons for session in taught.sessions] == [["First"], [], []]
    assert [session.present for session in taught.sessions] == [1, 2, 0]


def test_presence_and_completions_by_name(taught: ClassReport) -> None:
    found = [(m.name, m.present, m.hours, m.taught, m.finished) for m in taught.members]
    assert found == [("Amina Diallo", 2, 5, 1, 1), ("Jonas Weber", 1, 2, 0, 0)]


def test_who_left_stays_in_the_report(cast: Cast, taught: ClassReport, alpha_class: TrainingClass) -> None:
    remove_member(member=member(alpha_class, cast.comrade), on=TODAY)
    assert [m.left_on for m in class_report(alpha_class).members] == [None, TODAY]


def test_the_certificate_is_named(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    for lesson in lessons:
        mark_lesson_taught(session=session, lesson=lesson, by=cast.trainer, at=now)
    first = class_report(alpha_class).members[0]
    assert first.completed_on == now
    assert first.certificate == cast.learner.enrolments.get().credential.code


def test_it_asks_the_same_for_few_and_for_many(
    cast: Cast, session: ClassSession, alpha_class: TrainingClass, now: datetime
) -> None:
    def asked() -> int:
        found = TrainingClass.objects.select_related("course", "unit").get(pk=alpha_class.pk)
        with CaptureQueriesContext(connection) as queries:
            class_report(found)
        return len(queries)

    mark_all(session, cast.trainer, now)
    few = asked()
    add_members(training_class=alpha_class, people=UserFactory.create_batch(30), on=TODAY)
    mark_all(make_session(alpha_class, now + timedelta(days=1)), cast.trainer, now + timedelta(days=1))
    assert asked() == few
