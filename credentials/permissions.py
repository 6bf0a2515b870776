"""Whose credential may be read, and which may be revoked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from credentials.models import Credential
from people.models import User
from people.permissions import is_administrator


def visible_credentials(user: Any, on: date) -> QuerySet[Credential]:
    """The own; for commanders those of the own subtree on the day; for administrators all."""
    return Credential.objects.filter(holder__in=User.objects.visible_to(user, on))


def can_revoke(user: Any, credential: Credential) -> bool:
    """Administrators, and never the own."""
    return is_administrator(user) and credential.holder_id != user.pk
