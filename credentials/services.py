"""Issuing and revoking credentials: deeds, not views."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from credentials.models import Achievement, Credential
from people import codes
from people.models import Placement, Posting, User

if TYPE_CHECKING:
    from people.levels import Level

CODE_LENGTH = 26  # 26 characters of base 32 are 130 bits


def new_code() -> str:
    """A code that nobody guesses."""
    return codes.new_code(CODE_LENGTH)


def unit_line(user: User, on: date) -> str:
    """The unit of the main posting with what stands above it, as printed on a certificate."""
    posting = Posting.objects.main().valid(on).filter(user=user).select_related("unit").first()
    if posting is None:
        return ""
    place = Placement.objects.valid(on).filter(unit=posting.unit).first()
    above = [p.unit.short_name for p in place.get_ancestors().select_related("unit")] if place else []
    return ", ".join([posting.unit.name, *reversed(above)])[:200]


@transaction.atomic
def issue_credential(*, holder: User, achievement: Achievement, level: Level, at: datetime) -> Credential:
    """A new credential with everything printed on it frozen; the holder's older one for it is superseded."""
    holder = User.objects.select_for_update(of=("self",)).select_related("rank").get(pk=holder.pk)
    on = timezone.localdate(at)
    months = achievement.validity_months
    older = list(Credential.objects.current().held_by(holder).filter(achievement_key=achievement.key))
    Credential.objects.filter(pk__in=[c.pk for c in older]).update(superseded_at=at)
    credential = Credential.objects.create(
        code=new_code(),
        holder=holder,
        achievement=achievement,
        achievement_key=achievement.key,
        title=achievement.name,
        criteria=achievement.criteria,
        holder_name=holder.name,
        holder_rank=holder.rank.name if holder.rank else "",
        holder_service_number=holder.username,
        unit_name=unit_line(holder, on),
        level=level,
        language=achievement.locale.language_code,
        issuer=settings.CENTRE_NAME,
        issued_at=at,
        issued_on=on,
        expires_on=on + relativedelta(months=months) if months else None,
    )
    Credential.objects.filter(pk__in=[c.pk for c in older]).update(superseded_by=credential)
    return credential


@transaction.atomic
def revoke_credential(*, credential: Credential, by: User, reason: str, at: datetime) -> Credential:
    """Takes a credential back, with reason and actor. Revoking twice keeps the first.

    Raises ValueError without a reason, and for the actor's own credential.
    """
    if not reason.strip():
        raise ValueError("A revocation needs a reason.")
    if credential.holder_id == by.pk:
        raise ValueError("Nobody revokes the own credential.")
    row = Credential.objects.select_for_update().get(pk=credential.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by, row.revocation_reason = at, by, reason.strip()
        row.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
    return row
