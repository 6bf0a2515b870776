"""The own-data page holds a person's classes, attendance with its corrections, and messages."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.classes.services import message_class
from courses.classes.teaching import mark_lesson_taught
from courses.models import ClassSession, LessonPage
from people.own_data import everything
from tests.conftest import Cast
from tests.factories.classes import mark

pytestmark = pytest.mark.django_db


def test_a_learner(cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime) -> None:
    mark(session, cast.trainer, now, absent=cast.learner)
    mark(session, cast.trainer, now, present=cast.learner)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    message_class(training_class=session.training_class, text="Tomorrow", language="en", by=cast.trainer, at=now)
    held = everything(cast.learner)
    assert [row["class"] for row in held["classes"].rows] == ["Alpha, first class"]
    assert [(row["state"], row["replaced_at"]) for row in held["attendance"].rows] == [("Absent", now), ("Present", None)]
    assert [row["text"] for row in held["class_messages"].rows] == ["Tomorrow"]
    assert [row["instructor"] for row in held["completions"].rows] == ["Pte Leila Haddad"]


def test_an_instructor(cast: Cast, session: ClassSession) -> None:
    assert [(row["class"], row["as"]) for row in everything(cast.trainer)["classes"].rows] == [
        ("Alpha, first class", "Instructor")
    ]
