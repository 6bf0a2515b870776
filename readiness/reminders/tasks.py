"""Work on reminders beyond a request's bearing; at once by default, by the worker in production."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from credentials.models import Achievement
from people.models import Unit, User
from readiness.reminders import groups, outbox


@task()
def remind_group(unit: int, achievement: int, state: str, by: int, on: str) -> None:
    """Reminds the group; its letters follow once all of it is written."""
    group = groups.Group(Unit.objects.get(pk=unit), Achievement.objects.get(pk=achievement), state, date.fromisoformat(on))
    groups.remind_group(group=group, by=User.objects.get(pk=by), at=timezone.now())
    outbox.deliver_letters(clock=timezone.now)


@task()
def deliver() -> None:
    """Sends what waits in the outbox."""
    outbox.deliver_letters(clock=timezone.now)
