"""The same form sent twice: its button pressed twice, or sent again over a slow line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet

from people.models import User

Row = TypeVar("Row", bound=Model)

SENT_TWICE = timedelta(minutes=1)  # the same words of the same person within it are the same form


def hold_sender(user: User) -> None:
    """Two forms of one person are taken one after the other, until the transaction ends. Held before everything else."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)


def first_sent(same: QuerySet[Row], moment: str, at: datetime) -> Row | None:
    """Of rows that say the same, the one that the same form made a moment ago. ``moment``: the field with its time."""
    return same.filter(**{f"{moment}__gt": at - SENT_TWICE}).order_by(moment).first()
