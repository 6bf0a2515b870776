"""What the tests of this folder ask of people, and how they run a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from credentials.models import Achievement, Requirement
from people.models import Unit, User
from readiness.models import Reminder
from readiness.reminders.digests import send_digests
from readiness.reminders.services import remind_everybody
from tests.conftest import TODAY
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO


def require(unit: Unit, *, due_in: int, key: str = "core", **fields: Any) -> Requirement:
    """An achievement asked of a unit, due so many days after TODAY."""
    achievement = Achievement.objects.filter(key=key).first() or make_achievement(key=key)
    due_on = TODAY + timedelta(days=due_in)
    return Requirement.objects.create(unit=unit, achievement=achievement, due_on=due_on, starts_on=LONG_AGO, **fields)


def moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(6)))


def run(on: date = TODAY) -> Counter[str]:
    """The reminders of a day, without its letters."""
    return remind_everybody(on=on, at=moment(on))[0]


def run_whole(on: date = TODAY) -> int:
    """Reminders and digests of a day; how many digests were written."""
    _done, overdue = remind_everybody(on=on, at=moment(on))
    return send_digests(overdue=overdue, on=on, at=moment(on))


def ledger_of(user: User) -> list[tuple[int | None, str]]:
    """(threshold, state or reason) of a person's reminders, the earliest threshold first."""
    rows = Reminder.objects.filter(user=user).select_related("notice__letter").order_by("due_on", "-threshold")
    return [(row.threshold, row.reason or row.state.value) for row in rows]
