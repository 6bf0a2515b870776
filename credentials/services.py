"""Deeds on credentials, on what is asked of units, and on how long what was earned lasts."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from credentials.badges.signing import publish_list, sign_credential
from credentials.document import EDITION
from credentials.models import (
    Achievement,
    Credential,
    CredentialSignature,
    Deployment,
    RenewalCall,
    RenewalRule,
    Requirement,
)
from credentials.models.renewal import renewal_rule
from credentials.recertification import Rule, last_day
from credentials.renewals import call_upon, hit_by_renewal, pending_call
from people import codes
from people.audit.services import note
from people.models import Placement, Posting, Rank, Unit, User
from people.twice import first_sent

if TYPE_CHECKING:
    from people.levels import Level

CODE_LENGTH = 26  # 26 characters of base 32 are 130 bits
log = logging.getLogger("bluehelm.credentials")


class OverlappingDeployment(ValueError):
    """The unit has a tour in these days already."""

    def __init__(self, standing: Deployment) -> None:
        super().__init__(f"deployment {standing.pk} stands in these days")
        self.standing = standing


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
def issue_credential(
    *, holder: User, achievement: Achievement, level: Level, at: datetime, instead_of: Credential | None = None
) -> Credential:
    """A new credential with everything printed on it and the deciding rule frozen, signed; the holder's older one is superseded.

    ``instead_of``: one that was revoked in error; the new one lasts as long and by the same rule. Raises NoSigningKey, and
    nothing is issued, where the server has no key.
    """
    holder = User.objects.select_for_update(of=("self",)).select_related("rank").get(pk=holder.pk)
    on = timezone.localdate(at)
    older = list(Credential.objects.current().held_by(holder).filter(achievement_key=achievement.key))
    lasting = _lasting(renewal_rule(achievement, at), on, older) if instead_of is None else _as_long_as(instead_of, on)
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
        sheet_edition=EDITION,
        issued_at=at,
        issued_on=on,
        **lasting,
    )
    Credential.objects.filter(pk__in=[c.pk for c in older]).update(superseded_by=credential)
    sign_credential(credential=credential, at=at)
    note("credential issued", by=None, at=at, credential=credential.pk, holder=holder.pk)
    return credential


FROZEN_RULE = ("validity_months", "window_days", "grace_days")


def _lasting(rule: Rule, on: date, older: list[Credential]) -> dict[str, Any]:
    """The last day of what is issued on the day, and the rule that decides it."""
    ends = last_day(rule, on, older[0].standing(on) if older else None)
    return {"expires_on": ends, "rule_version": rule.version, **{name: getattr(rule, name) for name in FROZEN_RULE}}


def _as_long_as(credential: Credential, on: date) -> dict[str, Any]:
    """The same for what is issued instead of a revoked one; a call for renewal that bears on that bears on this as well."""
    lasting = {name: getattr(credential, name) for name in ("expires_on", "rule_version", *FROZEN_RULE)}
    call = call_upon(credential)
    return lasting | ({"renewal_call": call, "renewal_called_on": on, "renewal_due_on": call.due_on} if call else {})


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
        note("credential revoked", by=by.pk, at=at, credential=row.pk, holder=row.holder_id)
        for signature in CredentialSignature.objects.filter(credential=row).select_related("status_list"):
            publish_list(status_list=signature.status_list, at=at)
    return row


# --- What is asked of units ----------------------------------------------------------------------


@transaction.atomic
def require_achievement(
    *,
    unit: Unit,
    achievement: Achievement,
    by: User,
    at: datetime,
    due_on: date | None = None,
    days_before: int | None = None,
    levels: Iterable[int] = (),
    posts: Iterable[str] = (),
    ranks: Iterable[Rank] = (),
    accepts_external: bool = False,
) -> Requirement:
    """Asks a unit and all below it for an achievement, from today on; by a day, or so many days before a tour.

    The same form sent twice asks once.
    """
    asked = {"unit": unit, "achievement": achievement, "due_on": due_on, "days_before": days_before}
    whom = {"levels": sorted(levels), "posts": sorted(posts), "accepts_external": accepts_external}
    means = set(ranks)
    Unit.objects.select_for_update().get(pk=unit.pk)  # whoever asks at the same moment waits
    alike = Requirement.objects.filter(**asked, **whom, ends_on=None).prefetch_related("ranks")
    same = Requirement.objects.filter(pk__in=[row.pk for row in alike if set(row.ranks.all()) == means])
    if twin := first_sent(same, "changed_at", at):
        return twin
    requirement = Requirement.objects.create(**asked, **whom, starts_on=timezone.localdate(at), changed_at=at)
    requirement.ranks.set(means)
    log.info("requirement made", extra={"data": {"requirement": requirement.pk, "unit": unit.pk, "by": by.pk}})
    return requirement


@transaction.atomic
def end_requirement(*, requirement: Requirement, by: User, at: datetime) -> Requirement:
    """It binds until the end of the day; past days stay as they were. Ending it again changes nothing."""
    row = Requirement.objects.select_for_update().get(pk=requirement.pk)
    last = max(timezone.localdate(at), row.starts_on)
    if row.ends_on is None or row.ends_on > last:
        row.ends_on, row.changed_at = last, at
        row.save(update_fields=["ends_on", "changed_at"])
        log.info("requirement ended", extra={"data": {"requirement": row.pk, "unit": row.unit_id, "by": by.pk}})
    return row


@transaction.atomic
def announce_deployment(
    *, unit: Unit, mission: str, starts_on: date, ends_on: date, by: User, at: datetime, rotation: str = ""
) -> Deployment:
    """A tour of the unit and all below it, known from today on. Announcing the same one twice announces it once.

    Raises OverlappingDeployment where the unit has another tour in these days.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)  # whoever announces at the same moment waits
    standing = Deployment.objects.filter(unit=unit).overlapping(starts_on, ends_on).first()
    if standing is not None:
        if (standing.mission, standing.rotation, standing.starts_on, standing.ends_on) == (mission, rotation, starts_on, ends_on):
            return standing
        raise OverlappingDeployment(standing)
    deployment = Deployment.objects.create(
        unit=unit,
        mission=mission,
        rotation=rotation,
        starts_on=starts_on,
        ends_on=ends_on,
        announced_on=timezone.localdate(at),
        changed_at=at,
    )
    log.info("deployment announced", extra={"data": {"deployment": deployment.pk, "unit": unit.pk, "by": by.pk}})
    return deployment


@transaction.atomic
def withdraw_deployment(*, deployment: Deployment, by: User, at: datetime) -> Deployment:
    """The tour counts no longer from today on; past days stay as they were. Withdrawing it again changes nothing."""
    row = Deployment.objects.select_for_update().get(pk=deployment.pk)
    if row.withdrawn_on is None:
        row.withdrawn_on, row.changed_at = timezone.localdate(at), at
        row.save(update_fields=["withdrawn_on", "changed_at"])
        log.info("deployment withdrawn", extra={"data": {"deployment": row.pk, "unit": row.unit_id, "by": by.pk}})
    return row


# --- How long it lasts ---------------------------------------------------------------------------


@transaction.atomic
def set_renewal_rule(*, achievement_key: str, rule: Rule, by: User | None, at: datetime) -> RenewalRule:
    """The next version of the rule; it holds for what is issued from now on. The version of ``rule`` is not read."""
    list(Achievement.objects.select_for_update(of=("self",)).filter(key=achievement_key))
    last = RenewalRule.objects.filter(achievement_key=achievement_key).order_by("-version").first()
    row = RenewalRule.objects.create(
        achievement_key=achievement_key,
        version=last.version + 1 if last else 1,
        validity_months=rule.validity_months,
        window_days=rule.window_days,
        grace_days=rule.grace_days,
        created_at=at,
        created_by=by,
    )
    log.info("renewal rule made", extra={"data": {"rule": row.pk, "version": row.version, "by": by.pk if by else None}})
    return row


@transaction.atomic
def call_for_renewal(*, achievement_key: str, due_on: date, reason: str, by: User, at: datetime) -> RenewalCall:
    """A new edition asks for renewal: what is valid now lasts until the day at most. Evidence stays as it is.

    Raises ValueError without a reason, and for a day before today or before that of a call still pending.
    """
    on = timezone.localdate(at)
    list(Achievement.objects.select_for_update(of=("self",)).filter(key=achievement_key))
    pending = pending_call(achievement_key, on)
    if not reason.strip():
        raise ValueError("A call for renewal needs a reason.")
    if due_on < (pending.due_on if pending else on):
        raise ValueError("The day lies in the past, or before that of the last call.")
    values = {"achievement_key": achievement_key, "due_on": due_on, "reason": reason.strip()}
    call = RenewalCall.objects.create(**values, called_on=on, called_at=at, called_by=by, people=0)
    hit = hit_by_renewal(achievement_key, due_on=due_on, on=on)
    call.people = hit.update(renewal_call=call, renewal_called_on=on, renewal_due_on=due_on)
    call.save(update_fields=["people"])
    log.warning("renewal called for", extra={"data": {"call": call.pk, "people": call.people, "by": by.pk}})
    return call
