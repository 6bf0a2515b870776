"""The own e-mail address: from the roll at first, changed by its owner later. ``User.email`` says which one counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from people.audit.services import note_each
from people.letters import tell_former_addresses
from people.models import User


def keep_address(user: User) -> None:
    """The address from the roll stands as a confirmed one. Else a new one that nobody has confirmed would push it out,
    and its owner would hear of nothing any more."""
    mine = EmailAddress.objects.filter(user=user)
    others = EmailAddress.objects.filter(email__iexact=user.email, verified=True).exclude(user=user)
    if not user.email or mine.filter(primary=True, verified=True).exists() or others.exists():
        return
    standing = mine.filter(email__iexact=user.email).first() or EmailAddress(user=user, email=user.email)
    standing.primary = standing.verified = True
    standing.save()


def replace_own_addresses(former: Mapping[int, str], *, by: int | None, at: datetime, **ids: int) -> None:
    """Where others than its owner set an address, it stands alone: neither the one before nor a link that was sent counts.

    ``former``: for each person the address until now, empty where there was none; it is told there once the deed is done. The
    audit log names whose it was and, by ``ids``, how it came about; never an address.
    """
    EmailAddress.objects.filter(user__in=former).delete()
    note_each("address set", ({"user": user, **ids} for user in former), by=by, at=at)
    told = {user: address for user, address in former.items() if address}
    if told:
        transaction.on_commit(lambda: tell_former_addresses(told, at), robust=True)
