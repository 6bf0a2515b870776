"""Work beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from credentials.models import Achievement
from people.models import Unit, User
from readiness import enrolling
from readiness.reminders.groups import Group


@task()
def enrol_group(unit: int, achievement: int, state: str, by: int, on: str) -> None:
    """Primary keys, and the day as ISO 8601: a queue keeps plain values only."""
    group = Group(Unit.objects.get(pk=unit), Achievement.objects.get(pk=achievement), state, date.fromisoformat(on))
    enrolling.enrol_group(group=group, by=User.objects.get(pk=by), at=timezone.now())
