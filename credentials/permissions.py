"""Whose credential may be read, which may be revoked, and who asks which units for what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from credentials.models import Credential, Deployment, Requirement
from people.models import Placement, Posting, Unit, User
from people.permissions import is_administrator, units_with_people


def visible_credentials(user: Any, on: date) -> QuerySet[Credential]:
    """The own; for commanders those of the own subtree on the day; for administrators all."""
    return Credential.objects.filter(holder__in=User.objects.visible_to(user, on))


def revocable_credentials(user: Any) -> QuerySet[Credential]:
    """All for administrators, but never the own. What is revoked already stays revoked as it is."""
    return Credential.objects.exclude(holder=user) if is_administrator(user) else Credential.objects.none()


def printable_units(user: Any, on: date) -> QuerySet[Unit]:
    """Whose certificates the person prints: commanders and training officers the own subtree; administrators all."""
    return units_with_people(user, on)


def can_open(user: Any, credential: Credential, on: date) -> bool:
    """The answer for one credential; for lists, ``visible_credentials``."""
    return bool(user.is_authenticated) and visible_credentials(user, on).filter(pk=credential.pk).exists()


def can_revoke(user: Any, credential: Credential) -> bool:
    """The answer for one credential; for lists, ``revocable_credentials``."""
    return is_administrator(user) and credential.holder_id != user.pk and credential.revoked_at is None


def can_read_reason(user: Any, credential: Credential) -> bool:
    """Why it was revoked: a matter between the holder and the administrators."""
    return credential.holder_id == user.pk or is_administrator(user)


def manageable_units(user: Any, on: date) -> QuerySet[Unit]:
    """Of which units the person says what is asked and when they deploy: the own subtree; for administrators all."""
    return Unit.objects.all() if is_administrator(user) else Unit.objects.trained_by(user, on)


def manageable_paths(user: Any, on: date) -> list[str]:
    """Where the person's subtrees begin on the day; for administrators the tops of the tree."""
    places = Placement.objects.valid(on)
    if is_administrator(user):
        return list(places.filter(depth=1).values_list("path", flat=True))
    offices = Posting.objects.training().valid(on).filter(user=user).values("unit")
    return list(places.filter(unit__in=offices).values_list("path", flat=True))


def manageable_requirements(user: Any, on: date) -> QuerySet[Requirement]:
    """What the person may end: asked of a unit of the own subtree, and still binding."""
    return Requirement.objects.valid(on).filter(unit__in=manageable_units(user, on))


def manageable_deployments(user: Any, on: date) -> QuerySet[Deployment]:
    """What the person may withdraw: tours of the own subtree that are announced and not over."""
    return Deployment.objects.known(on).filter(unit__in=manageable_units(user, on))
