"""A class of the invented contingent: a week in the timetable, one session held, so that a newcomer can walk into it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from courses.classes.services import add_members, message_class, open_class
from courses.classes.teaching import Mark, mark_attendance, mark_lesson_taught, schedule_sessions
from courses.classes.timetable import Slot, timetable
from courses.models import Attendance, ClassSession, CoursePage, LessonPage, TrainingClass
from people.models import Unit, User

PEOPLE = 24
ABSENT = 3
MESSAGE = "Bring a pencil and your card of the rules. We begin on time."


def open_demonstration_class(*, unit: Unit, officer: User, trainer: User, at: datetime) -> TrainingClass | None:
    """The platoon’s class: yesterday’s first session taught with attendance, today’s and the next days’ in the timetable."""
    course = CoursePage.objects.live().order_by("path").first()
    if course is None:
        return None
    begun = at - timedelta(days=2)
    opened = open_class(
        course=course,
        title=f"{unit.name}, first class",
        place="Training hall 2",
        language="en",
        unit=unit,
        instructors=[trainer, officer],
        by=officer,
        at=begun,
    )
    people = User.objects.serving_in([unit], timezone.localdate(at)).order_by("pk")[:PEOPLE]
    add_members(training_class=opened, people=people, on=timezone.localdate(begun))
    _teach(opened, trainer, at)
    message_class(training_class=opened, text=MESSAGE, language="en", by=trainer, at=at)
    return opened


def _teach(opened: TrainingClass, trainer: User, at: datetime) -> None:
    """One session held yesterday; one that runs now, and three more mornings."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    yesterday = hour - timedelta(days=1)
    sessions = _schedule(opened, [Slot(yesterday, yesterday + timedelta(hours=3))], at=yesterday - timedelta(hours=1))
    lesson = LessonPage.objects.live().descendant_of(opened.course).order_by("path").first()
    members = list(opened.members.order_by("pk"))
    states = [Attendance.State.ABSENT] * ABSENT + [Attendance.State.PRESENT] * len(members)
    marks = {member.pk: Mark(state) for member, state in zip(members, states, strict=False)}
    mark_attendance(session=sessions[0], marks=marks, by=trainer, at=yesterday)
    if lesson is not None:
        mark_lesson_taught(session=sessions[0], lesson=lesson, by=trainer, at=yesterday + timedelta(hours=1))
    _schedule(opened, [Slot(hour, hour + timedelta(hours=3))], at=at)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    zone = timezone.get_default_timezone()
    _schedule(opened, list(timetable(first_on=tomorrow, starts=time(8), ends=time(12), days=3, without=(), zone=zone)), at=at)


def _schedule(opened: TrainingClass, slots: list[Slot], at: datetime) -> list[ClassSession]:
    return schedule_sessions(
        training_class=opened,
        slots=slots,
        instructor=opened.instructors.order_by("pk")[0],
        place=opened.place,
        language=opened.language,
        topic="Humane treatment",
        at=at,
    )
