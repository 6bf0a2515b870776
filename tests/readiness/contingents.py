"""What the tests of this folder count: people in units, in each of the states."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from courses.models import CoursePage, Enrolment
from credentials.external.services import decide_external, record_external
from credentials.models import Achievement
from credentials.services import issue_credential
from people.levels import Level
from people.models import Placement, Unit, User
from people.services import post_person
from readiness.figures import Figures
from readiness.ground import totals
from readiness.page import ReadinessPage, Reading, readiness_page, reading_of
from readiness.permissions import Sight
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_achievement, make_course
from tests.factories.people import LONG_AGO, UserFactory

STATES = ("qualified", "expiring", "in-progress", "not-started", "expired")
COUNTED = {"expired": "not-started"}  # where nothing is required, whoever lost it is where he or she began
DAYS_SINCE_ISSUE = {"qualified": 30, "expiring": 700, "expired": 800}  # of an achievement that is valid for 24 months


def course_for(achievement: Achievement | None = None) -> CoursePage:
    return make_course(achievement=achievement or make_achievement())


def bring_to(user: User, state: str, course: CoursePage, *, at: datetime = NOW) -> User:
    """The person in a state: with a credential of the right age, an open enrolment, or nothing."""
    if state in DAYS_SINCE_ISSUE:
        when = at - timedelta(days=DAYS_SINCE_ISSUE[state])
        issue_credential(holder=user, achievement=course.achievement, level=Level.EVERYONE, at=when)
    elif state == "in-progress":
        Enrolment.objects.create(
            learner=user, course=course, course_key=course.translation_key, level=Level.EVERYONE, started_at=at
        )
    return user


def soldier(unit: Unit, state: str, course: CoursePage, **extra: Any) -> User:
    """A new person in the unit, in a state."""
    user = UserFactory(rank=None, password="", **extra) if "rank" not in extra else UserFactory(password="", **extra)
    post_person(user=user, unit=unit, on=LONG_AGO, at=timezone.now())
    return bring_to(user, state, course)


def certified_elsewhere(cast: Cast, holder: User, *, until: date) -> None:
    """An approved certificate of others for the achievement “core”."""
    row = record_external(
        holder=holder,
        achievement_key="core",
        title="UN Core Pre-deployment Training",
        provider="Integrated Training Service",
        earned_on=TODAY - timedelta(days=30),
        expires_on=until,
        scan=b"%PDF-1.4 scan",
        scan_type="application/pdf",
        by=UserFactory(),
        at=NOW,
    )
    decide_external(row=row, approve=True, by=cast.administrator, at=NOW)


def sight_on(unit: Unit, on: date = TODAY, *, is_own: bool = True) -> Sight:
    """As an administrator stands before a unit; with ``is_own=False``, as an auditor does."""
    path = Placement.objects.valid(on).get(unit=unit).path
    return Sight(unit.pk, path, on, max(on, TODAY), (), is_own, is_everywhere=True)


def reading(unit: Unit, on: date = TODAY, key: str = "", language: str = "en", *, is_own: bool = True) -> Reading:
    return reading_of(sight_on(unit, on, is_own=is_own), language=language, achievement_key=key)


def page_of(unit: Unit, on: date = TODAY, key: str = "", language: str = "en", *, is_own: bool = True) -> ReadinessPage:
    return readiness_page(reading(unit, on, key, language, is_own=is_own))


def own_of(unit: Unit, on: date = TODAY, key: str = "") -> Figures:
    """Figures of the people posted to it directly."""
    return reading(unit, on, key).by_unit.get(unit.pk, Figures())


def total_of(unit: Unit, on: date = TODAY, key: str = "") -> Figures:
    """Figures of the unit with all below it."""
    found = reading(unit, on, key)
    return totals(found.below, found.by_unit, len(found.sight.path)).get(found.sight.path, Figures())


def unit_page(client: Client, unit: Unit, **query: str) -> str:
    return _page(client, f"/readiness/units/{unit.pk}/", query)


def names_page(client: Client, unit: Unit, **query: str) -> str:
    return _page(client, f"/readiness/units/{unit.pk}/names/", query)


def _page(client: Client, path: str, query: dict[str, str]) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()
