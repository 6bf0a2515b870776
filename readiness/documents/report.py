"""The training of a unit in the last year, read from classes and from the ledger: sessions, and what each person did.

It is about whoever serves in the unit on the day: a class that the battalion ran counts for the company whose people attended
it, and what somebody finished alone counts beside what was taught. Sessions count once somebody was marked in them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from courses.classes.languages import language_name
from courses.models import Attendance, ClassSession, Completion, Enrolment
from people.models.units import path_range
from readiness.figures import AT, people_at
from readiness.names import names
from readiness.page import Reading

REPORTED = timedelta(days=365)


@dataclass(frozen=True)
class Held:
    """One session; ``present``: how many people of the unit were there; ``account``: the instructor’s.

    Texts as they stand in the record.
    """

    pk: int
    day: date
    hours: float
    lessons: list[str]
    instructor: str
    language: str
    place: str
    present: int
    account: int


@dataclass(frozen=True)
class Trained:
    """One person: a row of ``names``, hours in these sessions, lessons taught, activities finished alone, course completed."""

    row: Any
    hours: float
    taught: int
    alone: int
    completed_on: date | None


@dataclass(frozen=True)
class Report:
    """``unmarked``: sessions of the unit's own classes in which no attendance was taken; they count nowhere."""

    sessions: list[Held]
    people: list[Trained]
    unmarked: int

    @property
    def hours(self) -> float:
        return round(sum(session.hours for session in self.sessions), 2)

    @property
    def completed(self) -> int:
        return sum(person.completed_on is not None for person in self.people)

    def each(self, what: str) -> list[str]:
        """Places, languages or instructors of the sessions, each once."""
        return sorted({getattr(session, what) for session in self.sessions} - {""})


def report_of(reading: Reading, at: datetime) -> Report:
    """Seven queries, however large the unit."""
    users = people_at(path_range(reading.sight.path, AT), reading.sight.on).order_by().values("user")
    sessions, unmarked = _sessions(reading, users, at)
    hours = _hours(users, {session.pk: session.hours for session in sessions})
    ledger, done = _ledger(reading, users, at), _completed(reading, users, at)
    rows = (row for row in names(reading) if row.standing != "excused")
    people = [Trained(row, hours[row.user_id], *ledger.get(row.user_id, (0, 0)), done.get(row.user_id)) for row in rows]
    return Report(sessions, people, unmarked)


def _sessions(reading: Reading, users: Any, at: datetime) -> tuple[list[Held], int]:
    words = Attendance.objects.standing().filter(session=OuterRef("pk"))
    is_ours = Q(training_class__unit__in=[place.pk for place in reading.below]) | Q(Exists(words.filter(member__user__in=users)))
    held = ClassSession.objects.held().filter(is_ours, ends_at__lte=at, starts_at__gte=at - REPORTED)
    held = held.filter(training_class__course__achievement__key=reading.asked.key).annotate(is_marked=Exists(words))
    present = Count("attendance", filter=_present("attendance__") & Q(attendance__member__user__in=users))
    marked = held.filter(is_marked=True).annotate(present=present)
    rows = marked.select_related("instructor__user__rank", "training_class").prefetch_related("teachings__lesson")
    return [_held(session) for session in rows.order_by("starts_at", "pk")], held.filter(is_marked=False).count()


def _present(prefix: str = "") -> Q:
    return Q(**{f"{prefix}replaced_at__isnull": True, f"{prefix}state": Attendance.State.PRESENT})


def _held(session: Any) -> Held:
    lessons = [teaching.lesson.title for teaching in session.teachings.all()] or [session.topic or "–"]
    place = session.place or session.training_class.place
    language = language_name(session.language)
    day, by = timezone.localdate(session.starts_at), session.instructor
    return Held(session.pk, day, session.hours, lessons, by.name, language, place, session.present, by.user_id)


def _hours(users: Any, hours: dict[int, float]) -> Counter[int]:
    """Hours of presence of each."""
    words = Attendance.objects.filter(_present(), session__in=list(hours), member__user__in=users)
    found: Counter[Any] = Counter()
    for user, session in words.values_list("member__user", "session"):
        found[user] += hours[session]  # type: ignore[assignment]
    return found


def _ledger(reading: Reading, users: Any, at: datetime) -> dict[int, tuple[int, int]]:
    """What each finished in the year: taught in a class, and alone."""
    lines = Completion.objects.filter(enrolment__learner__in=users, enrolment__course__achievement__key=reading.asked.key)
    lines = lines.filter(completed_at__lte=at, completed_at__gte=at - REPORTED).order_by()
    taught, alone = (Count("pk", filter=Q(taught_in__isnull=is_null)) for is_null in (False, True))
    counted: Any = lines.values_list("enrolment__learner").annotate(taught=taught, alone=alone)
    return {learner: (in_class, by_oneself) for learner, in_class, by_oneself in counted}


def _completed(reading: Reading, users: Any, at: datetime) -> dict[int, date]:
    """On which day each completed the course last, within the year."""
    rows = Enrolment.objects.filter(learner__in=users, course__achievement__key=reading.asked.key)
    rows = rows.filter(completed_at__lte=at, completed_at__gte=at - REPORTED).order_by()
    return {learner: timezone.localdate(last) for learner, last in rows.values_list("learner").annotate(Max("completed_at"))}
