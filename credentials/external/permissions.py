"""Who records, decides and reads external certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from credentials.models import ExternalCertificate
from people.models import Unit, User
from people.permissions import can_manage_training, is_administrator


def recordable_people(user: Any, on: date) -> QuerySet[User]:
    """Whose certificates the person records: those who serve in the own subtree; for administrators everybody. Never the own."""
    people = User.objects.filter(is_active=True)
    if not is_administrator(user):
        people = people.serving_in(Unit.objects.trained_by(user, on), on)
    return people.exclude(pk=user.pk)


def visible_externals(user: Any, on: date) -> QuerySet[ExternalCertificate]:
    """The own; those of the people whom one trains."""
    own = ExternalCertificate.objects.filter(holder=user)
    return own | managed_externals(user, on) if can_manage_training(user, on) else own


def managed_externals(user: Any, on: date) -> QuerySet[ExternalCertificate]:
    """Those that the person may withdraw, or decide on when somebody else recorded them."""
    return ExternalCertificate.objects.filter(holder__in=recordable_people(user, on))


def can_decide(user: Any, row: ExternalCertificate, on: date) -> bool:
    """A second person: neither whoever recorded it nor its holder."""
    if row.is_approved is not None or user.pk in (row.recorded_by_id, row.holder_id):
        return False
    return can_manage_training(user, on) and managed_externals(user, on).filter(pk=row.pk).exists()
