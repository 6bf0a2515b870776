"""The training report is whole: classes of others that the unit attended, what was finished alone, results by person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from courses.models import Completion, CoursePage, Enrolment, TrainingClass
from courses.reports import class_report
from people.levels import Level
from people.models import User
from readiness.documents.report import report_of
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.classes import make_class, make_session, mark
from tests.factories.courses import make_course, make_lesson, make_module
from tests.readiness.contingents import reading
from tests.readiness.papers import AT, cells, issue, pdf_text

ClientOf = Callable[[User | None], Client]
BEFORE = AT - timedelta(days=3)


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return make_course(achievement=issued(cast.comrade, at=AT).achievement, slug="core")


def taught(cast: Cast, course: CoursePage, *members: User, **extra: object) -> TrainingClass:
    return make_class(course, cast.administrator, *members, at=BEFORE, instructors=[cast.trainer], **extra)


def on_day(cast: Cast) -> object:
    return report_of(reading(cast.alpha, timezone.localdate()), AT)


def test_a_class_of_the_battalion_counts_for_the_company_that_attended(
    cast: Cast, course: CoursePage, client_of: ClientOf
) -> None:
    for unit in (cast.battalion, None):
        session = make_session(taught(cast, course, cast.learner, unit=unit), BEFORE, language="sw", place="Range 4")
        mark(session, cast.trainer, BEFORE, present=cast.learner)
    text = pdf_text(issue(cast, client_of, "report"))
    assert "Sessions 2" in text
    assert "Hours of instruction 6" in text
    for words in ("Swahili", "Range 4", cast.trainer.name, "Completed the course in this period 0"):
        assert words in text


def test_a_class_that_nobody_of_the_unit_attended_is_not_in_it(cast: Cast, course: CoursePage) -> None:
    made = taught(cast, course, cast.other_commander, unit=cast.bravo)
    mark(make_session(made, BEFORE), cast.trainer, BEFORE, present=cast.other_commander)
    assert on_day(cast).sessions == []


def test_hours_are_those_of_the_class_s_own_report(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    """A session without attendance is named, not counted."""
    made = taught(cast, course, cast.learner, unit=cast.alpha)
    mark(make_session(made, BEFORE), cast.trainer, BEFORE, present=cast.learner)
    make_session(made, BEFORE + timedelta(hours=5), hours=2)
    report = on_day(cast)
    assert report.hours == class_report(made).hours == 3
    assert report.unmarked == 1
    assert "Sessions without attendance, not counted 1" in pdf_text(issue(cast, client_of, "report"))


def test_each_person_has_hours_and_what_was_finished(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    made = taught(cast, course, cast.learner, cast.comrade, unit=cast.alpha)
    mark(make_session(made, BEFORE), cast.trainer, BEFORE, present=cast.learner, absent=cast.comrade)
    finish_alone(cast.comrade, course, BEFORE)
    by_name = {person.row.user.name: person for person in on_day(cast).people}
    assert set(by_name) == {cast.learner.name, cast.comrade.name, cast.commander.name}
    found = {name: (each.hours, each.taught, each.alone, each.completed_on) for name, each in by_name.items()}
    day = timezone.localdate(BEFORE)
    assert found[cast.learner.name] == (3, 0, 0, None)
    assert found[cast.comrade.name] == (0, 0, 1, day)
    document = issue(cast, client_of, "report")
    assert {"Results of each person", "Finished alone", cast.comrade.name, date_format(day, "j N Y")} <= set(cells(document))


def finish_alone(learner: User, course: CoursePage, at: datetime) -> None:
    """One lesson without a class, and with it the course."""
    lesson = make_lesson(make_module(course))
    row = Enrolment.objects.create(
        learner=learner, course=course, course_key=course.translation_key, level=Level.EVERYONE, started_at=at, completed_at=at
    )
    key = lesson.translation_key
    Completion.objects.create(enrolment=row, activity=lesson.activitypage_ptr, activity_key=key, completed_at=at)


def test_without_a_session_it_says_so(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    assert "No session was recorded in this period." in pdf_text(issue(cast, client_of, "report"))
