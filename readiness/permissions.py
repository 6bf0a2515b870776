"""Which units a reader may open here: the own subtree on the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from people.models import Placement, Posting, Unit
from people.permissions import is_administrator


def visible_units(user: Any, on: date) -> QuerySet[Unit]:
    """Units that the reader commands on the day, with all that stand below them; for administrators all."""
    return Unit.objects.visible_to(user, on)


def remindable_units(user: Any, on: date) -> QuerySet[Unit]:
    """Units whose people the user may remind: commanders and training officers in the own subtree; administrators all."""
    return visible_units(user, on) | Unit.objects.trained_by(user, on)


def top_units(user: Any, on: date) -> list[Unit]:
    """Where the reader enters: the units commanded on the day; for administrators the tops of the tree."""
    if is_administrator(user):
        return list(Unit.objects.filter(pk__in=Placement.objects.valid(on).filter(depth=1).values("unit")))
    commands = Posting.objects.commands().valid(on).filter(user=user).values("unit")
    return list(visible_units(user, on).filter(pk__in=commands))
