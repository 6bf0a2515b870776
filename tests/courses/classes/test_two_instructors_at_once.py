"""Two instructors save at the same moment: one word stands for each member, and one line for each lesson."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.classes.teaching import Mark, Marked, mark_attendance, mark_lesson_taught
from courses.models import Attendance, ClassSession, Completion, Teaching
from people.models import User
from tests.courses.test_recording_at_the_same_time import at_once
from tests.factories.classes import make_class, make_session, mark_all
from tests.factories.courses import make_course, make_lessons, make_module
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def instructors() -> list[User]:
    return UserFactory.create_batch(2)


@pytest.fixture
def session(instructors: list[User], now: datetime) -> ClassSession:
    course = make_course()
    make_lessons(make_module(course), "First", "Second")
    people = UserFactory.create_batch(8)
    return make_session(make_class(course, instructors[0], *people, at=now, instructors=instructors), now)


def test_attendance(session: ClassSession, instructors: list[User], now: datetime) -> None:
    members = list(session.training_class.members.values_list("pk", flat=True))
    told: list[Marked] = []

    def save(by: User, state: str) -> None:
        marks = {pk: Mark(state) for pk in members}
        told.append(mark_attendance(session=session, marks=marks, by=by, at=now))

    at_once(lambda: save(instructors[0], "present"), lambda: save(instructors[1], "absent"))
    assert Attendance.objects.standing().count() == len(members)
    assert Attendance.objects.values("marked_by").distinct().count() == 1
    assert sorted(marked.written for marked in told) == [0, len(members)]
    assert sorted(len(marked.overtaken) for marked in told) == [0, len(members)]


def test_the_same_lesson(session: ClassSession, instructors: list[User], now: datetime) -> None:
    mark_all(session, instructors[0], now)
    lesson = make_lessons(session.training_class.course.get_children().get().specific, "Third")[0]

    def teach(by: User) -> object:
        return mark_lesson_taught(session=session, lesson=lesson, by=by, at=now)

    at_once(*[lambda by=by: teach(by) for by in instructors * 2])
    assert Teaching.objects.count() == 1
    assert Completion.objects.count() == 8
