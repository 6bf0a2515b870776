"""Taught in class, studied alone, in whatever order and how often: one line a lesson, and the first one stands."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.classes.teaching import mark_lesson_taught
from courses.models import ClassSession, Completion, LessonPage
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import mark
from tests.factories.courses import finish
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DEEDS = st.lists(st.tuples(st.sampled_from(["alone", "class"]), st.integers(0, 2)), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_one_ledger_line(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, deeds: list[tuple[str, int]]
) -> None:
    learner: User = UserFactory()
    session.training_class.members.create(user=learner, joined_on=session.day)
    mark(session, cast.trainer, now, present=learner)
    first: dict[int, str] = {}
    for step, (way, number) in enumerate(deeds):
        at = now + timedelta(minutes=step)
        if way == "class":
            mark_lesson_taught(session=session, lesson=lessons[number], by=cast.trainer, at=at)
        else:
            finish(learner, session.training_class.course, at, lessons[number])
        first.setdefault(lessons[number].pk, way)
    lines = Completion.objects.filter(enrolment__learner=learner)
    assert {line.activity_id: "class" if line.taught_in_id else "alone" for line in lines} == first
    assert len(lines) == len(first)
