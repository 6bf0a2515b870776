"""Classes for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courses.classes.services import add_members, open_class
from courses.classes.teaching import Mark, mark_attendance, schedule_sessions
from courses.classes.timetable import Slot
from courses.models import ClassMember, ClassSession, CoursePage, TrainingClass
from people.models import User

WEEK = timedelta(days=7)


def make_class(
    course: CoursePage, by: User, *members: User, at: datetime, instructors: Iterable[User] = (), **extra: Any
) -> TrainingClass:
    """An open class, opened a week ago, with its members in it since then."""
    fields = {"title": "Alpha, first class", "place": "Hall 2", "language": "en", "unit": None} | extra
    made = open_class(course=course, instructors=[*instructors] or [by], by=by, at=at - WEEK, **fields)
    add_members(training_class=made, people=members, on=timezone.localdate(at - WEEK))
    return made


def make_session(training_class: TrainingClass, starts_at: datetime, hours: int = 3, **extra: Any) -> ClassSession:
    """A session as if it had been scheduled just before it starts."""
    fields = {"place": "Hall 2", "language": "en", "topic": "Humane treatment"} | extra
    fields.setdefault("instructor", training_class.instructors.order_by("pk").first())
    slot = Slot(starts_at, starts_at + timedelta(hours=hours))
    return schedule_sessions(training_class=training_class, slots=[slot], at=starts_at - timedelta(minutes=1), **fields)[0]


def member(training_class: TrainingClass, user: User) -> ClassMember:
    return ClassMember.objects.get(training_class=training_class, user=user)


def mark(session: ClassSession, by: User, at: datetime, **states: User) -> Any:
    """``present=user`` and the like; what stands is taken as seen."""
    seen = {word.member_id: word.state for word in session.attendance.standing()}
    rows = {member(session.training_class, user).pk: state for state, user in states.items()}
    marks = {pk: Mark(state, seen.get(pk, "")) for pk, state in rows.items()}
    return mark_attendance(session=session, marks=marks, by=by, at=at)


def mark_all(session: ClassSession, by: User, at: datetime, state: str = "present") -> Any:
    """Everybody on the roster the same."""
    members = ClassMember.objects.filter(training_class=session.training_class).valid(session.day)
    marks = {pk: Mark(state) for pk in members.values_list("pk", flat=True)}
    return mark_attendance(session=session, marks=marks, by=by, at=at)
