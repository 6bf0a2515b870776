"""An instructor-led lesson is finished for those present, with the instructor's name; once, whoever presses how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from courses.classes.services import ClassClosed, close_class
from courses.classes.teaching import AttendanceMissing, Taught, mark_lesson_taught
from courses.models import ClassSession, Completion, LessonPage, Teaching
from people.models import User
from tests.conftest import NOW, Cast
from tests.factories.classes import make_session, mark
from tests.factories.courses import finish, make_course, make_lesson, make_module, translated

pytestmark = pytest.mark.django_db


def teach(session: ClassSession, lesson: LessonPage, by: User, at: datetime) -> Taught:
    return mark_lesson_taught(session=session, lesson=lesson, by=by, at=at)


def finished(user: User) -> list[tuple[str, str]]:
    lines = Completion.objects.filter(enrolment__learner=user)
    return list(lines.values_list("activity__title", "instructor_name"))


def test_it_stands_in_the_ledger_of_those_present_with_the_instructors_name(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    done = teach(session, lessons[0], cast.trainer, now)
    assert (done.completed, done.known) == (1, 0)
    assert finished(cast.learner) == [("First", "Pte Leila Haddad")]
    assert finished(cast.comrade) == []
    assert Completion.objects.get().taught_in == done.teaching


def test_the_name_stays_as_it_was(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    teach(session, lessons[0], cast.trainer, now)
    User.objects.filter(pk=cast.trainer.pk).update(name="Leila Novak", rank=None)
    assert finished(cast.learner) == [("First", "Pte Leila Haddad")]


def test_attendance_comes_first(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, client_of: Callable[[User], Client]
) -> None:
    with pytest.raises(AttendanceMissing):
        teach(session, lessons[0], cast.trainer, now)
    with time_machine.travel(NOW, tick=False):
        url = f"/classes/sessions/{session.pk}/lessons/{lessons[0].pk}/taught/"
        assert "Take attendance first" in client_of(cast.trainer).post(url, follow=True).content.decode()
    assert not Teaching.objects.exists()


def test_doing_it_again_changes_nothing(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    first = teach(session, lessons[0], cast.trainer, now)
    again = teach(session, lessons[0], cast.administrator, now + timedelta(hours=1))
    assert again.teaching == first.teaching
    assert (again.completed, again.known) == (0, 1)
    assert Completion.objects.count() == Teaching.objects.count() == 1


def test_who_is_found_present_later_is_added(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    teach(session, lessons[0], cast.trainer, now)
    mark(session, cast.trainer, now, present=cast.comrade)
    assert teach(session, lessons[0], cast.trainer, now).completed == 1
    assert finished(cast.comrade) == [("First", "Pte Leila Haddad")]


def test_what_somebody_studied_alone_stays_theirs(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    finish(cast.learner, session.training_class.course, now, lessons[0])
    mark(session, cast.trainer, now, present=cast.learner)
    assert teach(session, lessons[0], cast.trainer, now).known == 1
    assert finished(cast.learner) == [("First", "")]


def test_the_last_lesson_earns_the_credential(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    for lesson in lessons:
        teach(session, lesson, cast.trainer, now)
    enrolment = cast.learner.enrolments.get()
    assert enrolment.credential is not None
    assert enrolment.credential.holder == cast.learner


def test_the_french_lesson_is_the_same_lesson(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    teach(session, lessons[0], cast.trainer, now)
    teach(session, translated(lessons[0], "fr"), cast.trainer, now)
    assert Completion.objects.count() == Teaching.objects.count() == 1


def test_a_lesson_may_be_taught_again_in_another_session(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    later = make_session(session.training_class, now + timedelta(days=1))
    for each in (session, later):
        mark(each, cast.trainer, each.starts_at, present=cast.learner)
        teach(each, lessons[0], cast.trainer, each.starts_at)
    assert Teaching.objects.count() == 2
    assert Completion.objects.get().taught_in.session == session


def test_a_closed_class_teaches_no_more(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    close_class(training_class=session.training_class, at=now)
    with pytest.raises(ClassClosed):
        teach(session, lessons[0], cast.trainer, now)


def test_a_lesson_of_another_course_is_not_there(
    cast: Cast, session: ClassSession, now: datetime, client_of: Callable[[User], Client]
) -> None:
    elsewhere = make_lesson(make_module(make_course("Other course")))
    mark(session, cast.trainer, now, present=cast.learner)
    url = f"/classes/sessions/{session.pk}/lessons/{elsewhere.pk}/"
    client = client_of(cast.trainer)
    assert [client.get(url).status_code, client.post(f"{url}taught/").status_code] == [404, 404]
