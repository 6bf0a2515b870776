"""Secrets of second factors as the database keeps them: sealed, so that a copy of it makes no codes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.db import transaction

from base.sealing import sealer

log = logging.getLogger("bluehelm.people")

SEALED_AS = "second factors"
SECRETS, LISTS = ("secret", "seed"), ("migrated_codes",)  # of what allauth keeps as data, sealed by its adapter


def seal_secret(text: str) -> str:
    return sealer(SEALED_AS).encrypt(text.encode()).decode()


def open_secret(sealed: str) -> str:
    """The secret; where no key of this site opens it, one that nobody knows: every code is wrong, and the log says why."""
    try:
        return sealer(SEALED_AS).decrypt(sealed.encode()).decode()
    except InvalidToken:
        log.error("a second factor was sealed with a key that is gone")
        return generate_totp_secret()


def changed(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The same data of an authenticator with every secret in it changed."""
    secrets = {name: change(data[name]) for name in SECRETS if name in data}
    return data | secrets | {name: [change(each) for each in data[name]] for name in LISTS if name in data}


def reseal_second_factors() -> tuple[int, int]:
    """Seals all with the present key, so that an older one can go; returns how many, and how many no key opens."""
    resealed = lost = 0
    for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").values_list("pk", flat=True):
        try:
            resealed += _reseal(pk)
        except InvalidToken:
            lost += 1
    return resealed, lost


@transaction.atomic
def _reseal(pk: int) -> int:
    """Waits for whoever uses up a recovery code of the same row meanwhile. 0 where the row is gone."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return 0
    row.data = changed(row.data, lambda sealed: sealer(SEALED_AS).rotate(sealed.encode()).decode())
    row.save(update_fields=["data"])
    return 1
