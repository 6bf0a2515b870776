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


def revocable_credentials(user: Any) -> QuerySet[Credential]:
    """All for administrators, but never the own. What is revoked already stays revoked as it is."""
    return Credential.objects.exclude(holder=user) if is_administrator(user) else Credential.objects.none()


def can_open(user: Any, credential: Credential, on: date) -> bool:
    """The answer for one credential; for lists, ``visible_credentials``."""
    return bool(user.is_authenticated) and visible_credentials(user, on).filter(pk=credential.pk).exists()


def can_revoke(user: Any, credential: Credential) -> bool:
    """The answer for one credential; for lists, ``revocable_credentials``."""
    return is_administrator(user) and credential.holder_id != user.pk and credential.revoked_at is None


def can_read_reason(user: Any, credential: Credential) -> bool:
    """Why it was revoked: a matter between the holder and the administrators."""
    return credential.holder_id == user.pk or is_administrator(user)
