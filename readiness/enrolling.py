"""An officer enrols a group: the people of a unit of whom a certificate is asked and who have not begun to earn it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses.models import CoursePage, Enrolment
from courses.permissions import readable
from courses.services import enrol_together
from credentials.models import Credential
from credentials.recertification import Standing, Way
from credentials.renewals import NOT_HELD, deciding
from people.audit.services import note
from people.models import User
from readiness.reminders.groups import Group
from readiness.reminders.services import lock_people

# Whoever has it for as long as it is needed renews it at the own time; whoever is in progress has begun.
ENROLLED = ("lapsing", "overdue", "not-started")
CHUNK = 200


def waiting(group: Group) -> QuerySet[Any]:
    """Postings of those who would be enrolled: without a lasting certificate, and in no course that earns it."""
    inside = Enrolment.objects.open().filter(course__achievement__key=group.achievement.key).values("learner")
    return group.postings.filter(standing__in=ENROLLED).exclude(user__in=inside)


@dataclass(frozen=True)
class Courses:
    """What earns the achievement, each by language: the full course, and the refresher where there is one."""

    full: dict[str, CoursePage]
    refresher: dict[str, CoursePage]

    @property
    def is_empty(self) -> bool:
        return not self.full

    @property
    def first(self) -> CoursePage:
        return next(iter(self.full.values()))

    def for_person(self, way: Way | None, language: str) -> CoursePage:
        """In the person’s language, else in English, else in the language in which it was written."""
        found = self.refresher if way == Way.REFRESHER and self.refresher else self.full
        return found.get(language) or found.get("en") or next(iter(found.values()))


def courses_of(achievement_key: str, reader: User) -> Courses:
    """Of several full courses, or refreshers, the oldest. Outside sections that are closed to the reader."""
    pages = readable(CoursePage.objects.live().filter(achievement__key=achievement_key), reader)
    found = list(pages.select_related("locale").order_by("pk"))
    return Courses(_family(found, is_refresher=False), _family(found, is_refresher=True))


def _family(pages: list[CoursePage], *, is_refresher: bool) -> dict[str, CoursePage]:
    of_kind = [page for page in pages if page.is_refresher == is_refresher]
    return {page.locale.language_code: page for page in of_kind if page.translation_key == of_kind[0].translation_key}


@dataclass(frozen=True)
class EnrolmentPlan:
    """How many would be enrolled, and how many of the same group are in the course already."""

    people: int
    begun: int


def plan_of(group: Group) -> EnrolmentPlan:
    """Two queries beyond what is asked of the unit."""
    people = waiting(group).order_by().values("user").distinct().count()
    everybody = group.postings.filter(standing__in=(*ENROLLED, "in-progress")).order_by().values("user").distinct().count()
    return EnrolmentPlan(people, everybody - people)


def enrol_group(*, group: Group, by: User, at: datetime) -> int:
    """Enrols all who wait, chunk by chunk; repeating it adds nobody. Returns how many were enrolled."""
    courses = courses_of(group.achievement.key, by)
    users = [] if courses.is_empty else sorted(set(waiting(group).order_by().values_list("user", flat=True)))
    return sum(_enrol(group, courses, users[start : start + CHUNK], by, at) for start in range(0, len(users), CHUNK))


@transaction.atomic
def _enrol(group: Group, courses: Courses, users: list[int], by: User, at: datetime) -> int:
    """Asks again who waits once nobody else can change it: whoever began meanwhile is left alone."""
    lock_people(users)
    rows = waiting(group).filter(user__in=users).order_by().values_list("user", "user__language", "standing").distinct()
    held = _standings(users, group.achievement.key, group.on)
    by_course: dict[CoursePage, list[int]] = defaultdict(list)
    for user, language, standing in rows:
        way = _way(held.get(user, NOT_HELD), is_lapsing=standing == "lapsing")
        by_course[courses.for_person(way, language)].append(user)
    count = 0
    for course, people in by_course.items():
        count += enrol_together(people=people, course=course)
        note("people enrolled", by=by.pk, at=at, unit=group.unit.pk, course=course.pk, people=people)
    return count


def _way(own: Standing, *, is_lapsing: bool) -> Way | None:
    """What earns the next one. A tour opens the refresher to whoever holds ours: one of others is renewed by the full course."""
    return Way.REFRESHER if is_lapsing and own.is_valid else own.way


def _standings(users: Iterable[int], key: str, on: date) -> dict[int, Standing]:
    """How each of those who ever held it stands with the own certificate. One query."""
    held: dict[int, list[Credential]] = defaultdict(list)
    for row in Credential.objects.filter(holder__in=users, achievement_key=key):
        held[row.holder_id].append(row)
    return {user: found[key].standing(on) for user, rows in held.items() if key in (found := deciding(rows, on))}
