"""What renews a person's credential on a day, and how many people a call for renewal hits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from credentials.demands import demands_on
from credentials.models import Credential, RenewalCall
from credentials.recertification import Rule, Standing, Way, standing

NOT_HELD = standing(Rule(), [], date.max)


def deciding(credentials: Iterable[Credential], on: date) -> dict[str, Credential]:
    """The credential that says how its holder stands, by achievement: the last one issued by the day. One holder's rows."""
    issued = [credential for credential in credentials if credential.issued_on <= on]
    return {credential.achievement_key: credential for credential in sorted(issued, key=lambda row: (row.issued_at, row.pk))}


def standing_of(holder: Any, achievement_key: str, on: date) -> Standing:
    """How the person stands with the achievement on the day. One query."""
    rows = Credential.objects.held_by(holder).filter(achievement_key=achievement_key)
    found = deciding(rows, on).get(achievement_key)
    return found.standing(on) if found else NOT_HELD


def way_open_to(holder: Any, achievement_key: str, on: date) -> Way | None:
    """What earns the person the next credential; None while it is too early and no tour asks for more."""
    stands = standing_of(holder, achievement_key, on)
    if stands.way or not stands.is_valid:
        return stands.way
    needed = [demand.needed_until for demand in demands_on(holder, on) if demand.achievement_key == achievement_key]
    return stands.way_until(needed[0] if needed else None)


def hit_by_renewal(achievement_key: str, *, due_on: date, on: date) -> QuerySet[Credential]:
    """What a call on the day cuts short: valid on it, lasting beyond the day by which it asks, and not called for before."""
    lasting = Credential.objects.current().lasting(on, due_on + timedelta(days=1))
    return lasting.filter(achievement_key=achievement_key, renewal_call__isnull=True)


def call_upon(lost: Credential) -> RenewalCall | None:
    """The call that bears on what is issued instead of a revoked one: its own, else one made since that would have cut it."""
    if lost.renewal_call or lost.revoked_at is None:
        return lost.renewal_call
    since = RenewalCall.objects.filter(achievement_key=lost.achievement_key, called_at__gt=lost.revoked_at)
    cutting = since.filter(due_on__lt=lost.expires_on) if lost.expires_on else since
    return cutting.order_by("called_at").first()


def last_day_left(lost: Credential) -> date | None:
    """Until when what is issued instead of a revoked one is valid; None: it never expires."""
    call = call_upon(lost)
    return call.due_on if call else lost.expires_on


def pending_call(achievement_key: str, on: date) -> RenewalCall | None:
    """The call whose day is still to come and the latest of them; an earlier day than that would rewrite what was said."""
    return RenewalCall.objects.filter(achievement_key=achievement_key, due_on__gte=on).order_by("-due_on").first()
