"""Deeds in the classroom: sessions, attendance, lessons taught. Locked in one order: class, session, learners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from courses.classes.services import locked_class
from courses.classes.timetable import Slot
from courses.models import Attendance, ClassMember, ClassSession, Completion, Instructor, LessonPage, Teaching, TrainingClass
from courses.services import enrol_learner, record_completion
from people.audit.services import note
from people.models import User

LONGEST_PAST = timedelta(days=366)


class CannotSchedule(Exception):
    """A session cannot be held then."""

    def __init__(self, reason: str) -> None:
        """``reason``: past (longer ago than anybody remembers who was there) or taken."""
        super().__init__(reason)
        self.reason = reason


class SessionTaught(Exception):
    """Attendance was taken in the session, or a lesson marked as taught: it took place."""


class SessionNotHeld(Exception):
    """The session was called off, or its day has not come."""


class AttendanceMissing(Exception):
    """Nobody is marked in the session yet: it is not known for whom a lesson would be finished."""


# --- The timetable -------------------------------------------------------------------------------


@transaction.atomic
def schedule_sessions(
    *,
    training_class: TrainingClass,
    slots: Iterable[Slot],
    instructor: Instructor,
    place: str,
    language: str,
    topic: str,
    at: datetime,
) -> list[ClassSession]:
    """All or none, also of those that are over already: their attendance is taken afterwards.

    Raises CannotSchedule for what is over for more than a year and for a time that the class has taken; ClassClosed.
    """
    held = locked_class(training_class)
    wanted = list(slots)
    for slot in wanted:
        _refuse(slot, held.sessions.all(), at)
    return ClassSession.objects.bulk_create(
        ClassSession(
            training_class=held,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=place,
            instructor=instructor,
            language=language,
            topic=topic,
        )
        for slot in wanted
    )


@transaction.atomic
def correct_session(
    *,
    session: ClassSession,
    slot: Slot | None,
    instructor: Instructor,
    place: str,
    language: str,
    topic: str,
    at: datetime,
) -> ClassSession:
    """Another hour, place, language, topic or instructor, as long as nothing hangs on them. ``slot`` None: the hours stay.

    The day decides who stands on the roster, and the instructor’s name goes into the ledger. Raises SessionTaught for hours
    once attendance was taken, and for everything once a lesson was marked as taught; CannotSchedule; ClassClosed.
    """
    row = locked_session(session)
    if row.teachings.exists() or (slot is not None and row.attendance.exists()):
        raise SessionTaught
    if slot is not None:
        _refuse(slot, row.training_class.sessions.exclude(pk=row.pk), at)
        row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    row.instructor, row.place, row.language, row.topic = instructor, place, language, topic
    row.save(update_fields=["starts_at", "ends_at", "instructor", "place", "language", "topic"])
    return row


def _refuse(slot: Slot, others: Any, at: datetime) -> None:
    """Raises CannotSchedule."""
    if slot.ends_at <= at - LONGEST_PAST:
        raise CannotSchedule("past")
    if others.overlapping(slot.starts_at, slot.ends_at).exists():
        raise CannotSchedule("taken")


def double_bookings(sessions: Iterable[ClassSession]) -> list[ClassSession]:
    """Sessions of other classes that the same person teaches at the same time: a warning, no bar."""
    found: dict[int, ClassSession] = {}
    for session in sessions:
        others = ClassSession.objects.overlapping(session.starts_at, session.ends_at)
        of_the_same = others.filter(instructor__user=session.instructor.user_id, training_class__closed_at__isnull=True)
        found |= {other.pk: other for other in of_the_same.exclude(training_class=session.training_class_id)}
    return list(found.values())


@transaction.atomic
def call_off_session(*, session: ClassSession, at: datetime) -> ClassSession:
    """The session does not take place; its time is free again. Raises SessionTaught once somebody is marked; ClassClosed."""
    row = locked_session(session)
    if row.attendance.exists():
        raise SessionTaught
    if row.called_off_at is None:
        row.called_off_at = at
        row.save(update_fields=["called_off_at"])
    return row


# --- Attendance ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """What was chosen for a member, and what stood there when it was chosen (empty: nothing)."""

    state: str
    seen: str = ""


@dataclass(frozen=True)
class Marked:
    """``overtaken``: somebody else marked them meanwhile, and that stands; ``still_finished``: no longer present, but
    a lesson of this session stands in their ledger, and stays there."""

    written: int = 0
    overtaken: list[ClassMember] = field(default_factory=list)
    still_finished: list[ClassMember] = field(default_factory=list)


@transaction.atomic
def mark_attendance(*, session: ClassSession, marks: Mapping[int, Mark], by: User, at: datetime) -> Marked:
    """Marks members of the day, by key. What changed is kept with who and when. Raises ClassClosed, SessionNotHeld."""
    row = locked_session(session)
    if not takes_attendance(row, at):
        raise SessionNotHeld
    standing = {word.member_id: word for word in row.attendance.standing()}
    fresh, replaced, overtaken = [], [], []
    for member in roster_of(row).filter(pk__in=marks):
        mark, word = marks[member.pk], standing.get(member.pk)
        now = word.state if word else ""
        if now == mark.state:
            continue
        if now != mark.seen:
            overtaken.append(member)
            continue
        replaced += [word] if word else []
        fresh.append(Attendance(session=row, member=member, state=mark.state, marked_by=by, marked_at=at))
    Attendance.objects.filter(pk__in=[word.pk for word in replaced]).update(replaced_at=at)
    Attendance.objects.bulk_create(fresh)
    gone = [word.member for word in fresh if word.state != Attendance.State.PRESENT]
    return Marked(len(fresh), overtaken, _still_finished(row, gone))


def takes_attendance(session: ClassSession, at: datetime) -> bool:
    """From half an hour before it starts, as people come in; never for a session that was called off."""
    return session.is_held and session.opens_at <= at


def roster_of(session: ClassSession) -> Any:
    """The members on the day of the session, by name."""
    return ClassMember.objects.filter(training_class=session.training_class_id).valid(session.day).by_name()


def _still_finished(session: ClassSession, members: list[ClassMember]) -> list[ClassMember]:
    lines = Completion.objects.filter(taught_in__session=session, enrolment__learner__in=[m.user_id for m in members])
    finished = set(lines.values_list("enrolment__learner", flat=True))
    return [member for member in members if member.user_id in finished]


# --- A lesson ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taught:
    """``completed``: for how many this deed finished the lesson; ``known``: who had finished it before."""

    teaching: Teaching
    completed: int
    known: int


@transaction.atomic
def mark_lesson_taught(
    *, session: ClassSession, lesson: LessonPage, by: User, at: datetime, taught_by: Instructor | None = None
) -> Taught:
    """Finishes the lesson for everybody marked present, with the instructor's name; doing it again adds who came to be present.

    ``taught_by``: who stood in front, where it was not the instructor of the timetable. Raises AttendanceMissing, ClassClosed,
    SessionNotHeld.
    """
    row = locked_session(session)
    if not takes_attendance(row, at):
        raise SessionNotHeld
    words = row.attendance.standing().select_related("member")
    if not words:
        raise AttendanceMissing
    teaching, _created = Teaching.objects.get_or_create(
        session=row,
        lesson_key=lesson.translation_key,
        defaults={"lesson": lesson, "instructor": taught_by or row.instructor, "marked_by": by, "at": at},
    )
    present = sorted(word.member.user_id for word in words if word.state == Attendance.State.PRESENT)
    learners = User.objects.in_bulk(present)
    fresh = sum(_finish(learners[pk], teaching, at) for pk in present)
    note("lesson marked as taught", by=by.pk, at=at, session=row.pk, lesson=lesson.pk, people=fresh)
    return Taught(teaching, fresh, len(present) - fresh)


def _finish(learner: User, teaching: Teaching, at: datetime) -> bool:
    """Whether the ledger of the learner had no line of the lesson yet."""
    enrolment = enrol_learner(learner=learner, course=teaching.session.training_class.course, at=at)
    is_known = enrolment.completions.filter(activity_key=teaching.lesson_key).exists()
    record_completion(enrolment=enrolment, activity=teaching.lesson, at=at, taught_in=teaching)
    return not is_known


def locked_session(session: ClassSession) -> ClassSession:
    """The session of an open class, held until the transaction ends. Raises ClassClosed."""
    held = locked_class(session.training_class)
    rows = ClassSession.objects.select_for_update(of=("self",)).select_related("instructor__user__rank")
    row = rows.get(pk=session.pk)
    row.training_class = held
    return row
