"""What a training report needs from a class: dates, hours, instructors, languages, presence and completions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from courses.classes.languages import language_name
from courses.models import Attendance, ClassMember, ClassSession, Completion, Enrolment, TrainingClass


@dataclass(frozen=True)
class SessionReport:
    """One session that took place or stands in the timetable. ``states``: how many were present, absent, excused."""

    starts_at: datetime
    ends_at: datetime
    hours: float
    place: str
    instructor: str
    language: str
    topic: str
    lessons: list[str]
    states: Counter[str]

    @property
    def is_attended(self) -> bool:
        """Somebody was marked: the session took place."""
        return bool(self.states)

    @property
    def present(self) -> int:
        return self.states[Attendance.State.PRESENT]


@dataclass(frozen=True)
class MemberReport:
    """One person. ``hours``: in sessions where he or she was present; ``taught``: lessons finished in this class;
    ``finished``: all activities of the course in the latest enrolment; ``certificate``: its code, or empty."""

    name: str
    rank: str
    username: str
    joined_on: date
    left_on: date | None
    states: Counter[str]
    hours: float
    taught: int
    finished: int
    completed_on: datetime | None
    certificate: str

    @property
    def present(self) -> int:
        return self.states[Attendance.State.PRESENT]


@dataclass(frozen=True)
class ClassReport:
    """A class as a whole. ``hours``: of the sessions in which attendance was taken."""

    title: str
    course: str
    place: str
    unit: str
    language: str
    instructors: list[str]
    sessions: list[SessionReport]
    members: list[MemberReport]
    closed_at: datetime | None

    @property
    def attended(self) -> list[SessionReport]:
        return [session for session in self.sessions if session.is_attended]

    @property
    def hours(self) -> float:
        return round(sum(session.hours for session in self.attended), 2)

    @property
    def languages(self) -> list[str]:
        """Languages in which was taught, each once, in the order of the sessions."""
        return list(dict.fromkeys(session.language for session in self.attended))

    @property
    def first_at(self) -> datetime | None:
        return self.attended[0].starts_at if self.attended else None

    @property
    def last_at(self) -> datetime | None:
        return self.attended[-1].ends_at if self.attended else None


def class_report(training_class: TrainingClass) -> ClassReport:
    """``training_class`` with course and unit. Seven queries, however large the class. Sessions called off are left out."""
    held = training_class.sessions.held().select_related("instructor__user__rank").prefetch_related("teachings__lesson")
    sessions = list(held)
    words = list(Attendance.objects.standing().filter(session__in=[s.pk for s in sessions]).select_related("member"))
    by_session: dict[int, Counter[str]] = {}
    for word in words:
        by_session.setdefault(word.session_id, Counter())[word.state] += 1
    taught = Exists(ClassSession.objects.held().filter(instructor=OuterRef("pk")))
    named = training_class.instructors.filter(taught | Q(left_at__isnull=True))
    instructors = named.select_related("user__rank").order_by("user__name")
    return ClassReport(
        title=training_class.title,
        course=training_class.course.title,
        place=training_class.place,
        unit=training_class.unit.name if training_class.unit else "",
        language=language_name(training_class.language),
        instructors=[instructor.name for instructor in instructors],
        sessions=[_session(session, by_session.get(session.pk, Counter())) for session in sessions],
        members=_members(training_class, {session.pk: session for session in sessions}, words),
        closed_at=training_class.closed_at,
    )


def _session(session: ClassSession, states: Counter[str]) -> SessionReport:
    return SessionReport(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        hours=session.hours,
        place=session.place,
        instructor=session.instructor.name,
        language=language_name(session.language),
        topic=session.topic,
        lessons=[teaching.lesson.title for teaching in session.teachings.all()],
        states=states,
    )


def _members(training_class: TrainingClass, sessions: dict[int, ClassSession], words: list[Attendance]) -> list[MemberReport]:
    """Everybody who ever belonged to the class, each spell of membership for itself."""
    members = list(training_class.members.by_name())
    people = [member.user_id for member in members]
    enrolments = _enrolments(people, training_class.course.translation_key)
    own: dict[int, list[Attendance]] = {}
    for word in words:
        own.setdefault(word.member_id, []).append(word)
    taught = Counter(
        Completion.objects.filter(taught_in__session__in=list(sessions)).values_list("enrolment__learner", flat=True)
    )
    return [_member(m, own.get(m.pk, []), sessions, enrolments.get(m.user_id), taught[m.user_id]) for m in members]


def _enrolments(people: list[int], course_key: UUID) -> dict[int, Any]:
    """The latest enrolment of each in the course, with ``finished``."""
    rows = Enrolment.objects.filter(learner__in=people, course_key=course_key).oldest_first()
    return {row.learner_id: row for row in rows.select_related("credential").annotate(finished=Count("completions"))}


def _member(
    member: ClassMember, words: list[Attendance], sessions: dict[int, ClassSession], enrolment: Any, taught: int
) -> MemberReport:
    hours = sum(sessions[word.session_id].hours for word in words if word.state == Attendance.State.PRESENT)
    user = member.user
    return MemberReport(
        name=user.name,
        rank=user.rank.abbreviation if user.rank else "",
        username=user.username,
        joined_on=member.joined_on,
        left_on=member.left_on,
        states=Counter(word.state for word in words),
        hours=round(hours, 2),
        taught=taught,
        finished=enrolment.finished if enrolment else 0,
        completed_on=enrolment.completed_at if enrolment else None,
        certificate=enrolment.credential.code if enrolment and enrolment.credential else "",
    )
