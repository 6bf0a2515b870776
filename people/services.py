"""Deeds on people, units and postings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from secrets import choice

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import ClaimCode, Placement, Posting, Unit, User
from people.models.claims import DAYS_VALID

# Crockford's base 32 without letters that a tired eye confuses: no I, L, O, U.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": "", " ": ""})


@transaction.atomic
def place_unit(*, unit: Unit, parent: Unit | None, on: date) -> Placement:
    """Puts a unit that has no place yet under a parent (or at the top) from the day on."""
    if parent is None:
        return Placement.add_root(unit=unit, starts_on=on)
    above = Placement.objects.select_for_update().valid(on).get(unit=parent)
    return above.add_child(unit=unit, starts_on=on)


@transaction.atomic
def post_person(
    *, user: User, unit: Unit, on: date, role: str = Posting.Role.MEMBER, is_main: bool = True, until: date | None = None
) -> Posting:
    """Posts a person from the day on. A new main posting ends the older one on the day before."""
    User.objects.select_for_update().get(pk=user.pk)
    if is_main:
        older = Posting.objects.main().filter(user=user)
        older.filter(starts_on__gte=on).delete()
        older.valid(on).update(ends_on=on - timedelta(days=1), changed_at=timezone.now())
    return Posting.objects.create(user=user, unit=unit, role=role, is_main=is_main, starts_on=on, ends_on=until)


@transaction.atomic
def issue_claim_code(*, user: User, by: User | None, at: datetime) -> tuple[ClaimCode, str]:
    """A new code for a printed slip, as (row, code); the code itself is never stored. Older open codes end."""
    User.objects.select_for_update().get(pk=user.pk)
    ClaimCode.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    code = "".join(choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    row = ClaimCode.objects.create(
        user=user, code_hash=make_password(code), issued_at=at, issued_by=by, expires_at=at + timedelta(days=DAYS_VALID)
    )
    return row, code


def normalise_code(typed: str) -> str:
    """What the reader meant: capitals, without spaces and hyphens, look-alikes mapped."""
    return typed.upper().translate(MISREAD)


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
    if row is None:
        make_password(normalise_code(code))  # the same time whether or not the account exists
        return None
    if check_password(normalise_code(code), row.code_hash):
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


def set_language(*, user: User, language: str) -> User:
    """The language in which the pages speak to this person everywhere."""
    user.language = language
    user.save(update_fields=["language"])
    return user


@transaction.atomic
def reset_second_factor(*, user: User) -> int:
    """Takes every second factor and recovery code off an account whose phone is lost; returns how many there were."""
    gone, _ = Authenticator.objects.filter(user=user).delete()
    return gone
