"""Deeds on claim slips: make, withdraw, check, claim."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from people.audit.services import note
from people.codes import fits_seal, new_code, normalise_code, seal_code
from people.models import ClaimCode, User
from people.models.claims import DAYS_VALID

CODE_LENGTH = 12


@transaction.atomic
def issue_claim_codes(*, users: Iterable[User], by: User | None, at: datetime) -> list[tuple[ClaimCode, str]]:
    """A new code for each person, as (row, code) in their order; the codes themselves are never stored. Older ones end."""
    people = list(users)
    list(User.objects.select_for_update().filter(pk__in=[user.pk for user in people]).order_by("pk").values_list("pk"))
    revoke_claim_codes(users=people, at=at)
    codes = [new_code(CODE_LENGTH) for _ in people]
    expires_at = at + timedelta(days=DAYS_VALID)
    rows = [
        ClaimCode(user=user, code_hash=seal_code(code, user.pk), issued_at=at, issued_by=by, expires_at=expires_at)
        for user, code in zip(people, codes, strict=True)
    ]
    note("slips issued", by=by.pk if by else None, at=at, people=[user.pk for user in people])
    return list(zip(ClaimCode.objects.bulk_create(rows), codes, strict=True))


def issue_claim_code(*, user: User, by: User | None, at: datetime) -> tuple[ClaimCode, str]:
    """The same for one person."""
    return issue_claim_codes(users=[user], by=by, at=at)[0]


def revoke_claim_codes(*, users: Iterable[User], at: datetime) -> int:
    """Withdraws every open slip of these people; returns how many there were."""
    unused = ClaimCode.objects.filter(user__in=list(users), used_at__isnull=True, revoked_at__isnull=True)
    return unused.update(revoked_at=at)


@transaction.atomic
def check_claim_code(*, username: str, code: str, at: datetime) -> ClaimCode | None:
    """The open slip that name and code name together, or None; a wrong code costs one of its five tries."""
    row = (
        ClaimCode.objects.select_for_update(of=("self",))
        .usable(at)
        .filter(user__username=username.strip().upper(), user__is_active=True)
        .select_related("user")
        .first()
    )
    meant = normalise_code(code)
    # The same work whether or not the account exists.
    is_right = fits_seal(meant, row.user_id if row else 0, row.code_hash if row else "")
    if row is None or is_right:
        return row
    ClaimCode.objects.filter(pk=row.pk).update(tries_left=F("tries_left") - 1)
    return None


@transaction.atomic
def claim_account(*, claim: ClaimCode, password: str, at: datetime) -> User:
    """Sets the person's own password and uses the code up. Raises ClaimCode.DoesNotExist when it was used meanwhile."""
    row = ClaimCode.objects.select_for_update(of=("self",)).usable(at).select_related("user").get(pk=claim.pk)
    row.used_at = at
    row.save(update_fields=["used_at"])
    user = row.user
    user.set_password(password)
    user.claimed_at = user.claimed_at or at
    user.save(update_fields=["password", "claimed_at"])
    return user
