"""What the tests of this folder do at the door: sign in, read a slip, make a code."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from people.models import ClaimCode, User
from people.second_factors import seal_secret
from people.slips.services import issue_claim_code
from tests.factories.people import PASSWORD

LOGIN = "/account/login/"
CLAIM = "/me/claim/"
OWN_PASSWORD = "my own quiet river 7"
BACKEND = "people.backends.AuthenticationBackend"
SECRET = "JBSWY3DPEHPK3PXP"


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def slip_for(user: User, **changes: Any) -> tuple[ClaimCode, str]:
    """A fresh slip and its code; changes are written to its row."""
    row, code = issue_claim_code(user=user, by=None, at=timezone.now())
    if changes:
        ClaimCode.objects.filter(pk=row.pk).update(**changes)
    return row, code


def claim(client: Client, name: str, code: str, **extra: Any) -> HttpResponse:
    return client.post(CLAIM, {"name": name, "code": code}, **extra)


def choose_password(client: Client, password: str = OWN_PASSWORD) -> HttpResponse:
    return client.post(f"{CLAIM}password/", {"new_password1": password, "new_password2": password})


def add_app(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": seal_secret(SECRET)})


def add_passkey(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}})


def totp_code(step: int = 0) -> str:
    """The code of the app now, or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


def confirm_identity(client: Client, password: str = PASSWORD) -> None:
    client.post("/account/reauthenticate/", {"password": password})
