"""What the tests of planning begin with: a training officer of Alpha Company, requirements, tours, and what is typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from credentials.models import Achievement, Deployment, Requirement
from people.models import Unit, User
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, training_officer


def officer_of(unit: Unit, *, until: date | None = None, since: date = LONG_AGO) -> User:
    """A training officer; the post is beside a main posting of nobody's concern here."""
    return training_officer(unit, name="Nadia Rahman", since=since, until=until)


def achievement() -> Achievement:
    return Achievement.objects.filter(key="core").first() or make_achievement()


def required(unit: Unit, **fields: Any) -> Requirement:
    if "days_before" not in fields:
        fields.setdefault("due_on", in_days(90))
    return Requirement.objects.create(unit=unit, achievement=achievement(), starts_on=LONG_AGO, **fields)


def tour(unit: Unit, *, begins: int = 60, days: int = 180, **fields: Any) -> Deployment:
    """A tour that begins so many days from now."""
    starts_on = in_days(begins)
    values = {"mission": "UNAK", "starts_on": starts_on, "ends_on": starts_on + timedelta(days=days), "announced_on": LONG_AGO}
    return Deployment.objects.create(unit=unit, **(values | fields))


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def typed_requirement(unit: Unit, /, **changes: Any) -> dict[str, Any]:
    return {"unit": unit.pk, "achievement": achievement().pk, "due_on": in_days(90).isoformat()} | changes


def typed_tour(unit: Unit, /, **changes: Any) -> dict[str, Any]:
    days = {"starts_on": in_days(60).isoformat(), "ends_on": in_days(240).isoformat()}
    return {"unit": unit.pk, "mission": "UNAK", "rotation": "3"} | days | changes
