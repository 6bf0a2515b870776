"""Whose certificates were revoked at one moment, by one deed."""

from __future__ import annotations

from datetime import datetime

from credentials.models import Credential


def revoked_at(moment: datetime | None) -> set[tuple[int, str]]:
    """The holder and the key of the achievement of each. One query."""
    return set(Credential.objects.filter(revoked_at=moment).values_list("holder", "achievement_key")) if moment else set()
