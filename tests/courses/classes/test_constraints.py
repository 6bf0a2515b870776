"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.models import Attendance, ClassMember, ClassSession, Completion, Instructor, LessonPage, Teaching, TrainingClass
from tests.conftest import TODAY, Cast
from tests.factories.classes import mark, member
from tests.factories.courses import finish

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], object], name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    assert name in str(error.value) or "UNIQUE constraint" in str(error.value)  # SQLite names the columns of a unique one


def test_one_open_membership(cast: Cast, alpha_class: TrainingClass) -> None:
    new = ClassMember(training_class=alpha_class, user=cast.learner, joined_on=TODAY)
    refused(new.save, "one_open_membership_a_class")


def test_nobody_leaves_before_joining(cast: Cast, alpha_class: TrainingClass) -> None:
    row = member(alpha_class, cast.learner)
    row.left_on = row.joined_on - timedelta(days=1)
    refused(row.save, "membership_days_in_order")


def test_an_instructor_once(cast: Cast, alpha_class: TrainingClass) -> None:
    refused(Instructor(training_class=alpha_class, user=cast.trainer).save, "instructor_once_a_class")


def test_a_session_ends_after_it_starts(session: ClassSession) -> None:
    session.ends_at = session.starts_at
    refused(session.save, "session_times_in_order")


def test_one_session_at_a_time(session: ClassSession) -> None:
    session.pk = None
    refused(session.save, "one_session_of_a_class_at_a_time")


def test_one_standing_word_on_attendance(cast: Cast, session: ClassSession, now: datetime) -> None:
    mark(session, cast.trainer, now, present=cast.learner)
    word = Attendance.objects.get()
    word.pk = None
    refused(word.save, "one_standing_word_on_attendance")


def test_a_lesson_taught_once_a_session(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    fields = {"session": session, "lesson": lessons[0], "lesson_key": lessons[0].translation_key}
    people = {"instructor": session.instructor, "marked_by": cast.trainer, "at": now}
    Teaching.objects.create(**fields, **people)
    refused(Teaching(**fields, **people).save, "lesson_taught_once_a_session")


def test_a_taught_line_names_its_instructor(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    finish(cast.learner, session.training_class.course, now, lessons[0])
    line = Completion.objects.get()
    line.instructor_name = "Somebody"
    refused(line.save, "instructor_named_where_taught")


def test_a_class_is_closed_after_it_was_opened(alpha_class: TrainingClass) -> None:
    alpha_class.closed_at = alpha_class.made_at - timedelta(days=1)
    refused(alpha_class.save, "class_closed_after_it_was_opened")
