"""Whoever finds an open session cannot change what protects the account without the password."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.conftest import Cast
from tests.people.at_the_door import BACKEND, add_app, confirm_identity

EMAIL = "/account/email/"


def found_open(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.learner, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/totp/deactivate/",
        "/account/2fa/recovery-codes/generate/",
    ],
)
def test_second_factors_ask_for_the_password_first(cast: Cast, address: str) -> None:
    add_app(cast.learner) if "deactivate" in address else None
    assert found_open(cast).get(address)["Location"].startswith("/account/reauthenticate/")


def test_a_new_address_asks_for_the_password_first(cast: Cast) -> None:
    client = found_open(cast)
    answer = client.post(EMAIL, {"action_add": "", "email": "thief@example.org"})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert not EmailAddress.objects.exists()


def test_a_new_address_counts_once_it_is_confirmed(cast: Cast) -> None:
    client = found_open(cast)
    confirm_identity(client)
    client.post(EMAIL, {"action_add": "", "email": "amina@example.org"})
    cast.learner.refresh_from_db()
    assert cast.learner.email == ""
    link = next(word for word in mail.outbox[0].body.split() if "confirm-email" in word).removeprefix("http://testserver")
    assert client.get(link).status_code == 200
    client.post(link)
    cast.learner.refresh_from_db()
    assert cast.learner.email == "amina@example.org"


def test_the_old_password_is_asked_for_a_new_one(cast: Cast) -> None:
    client = found_open(cast)
    confirm_identity(client)
    new = {"oldpassword": "wrong wrong wrong", "password1": "my own quiet river 7", "password2": "my own quiet river 7"}
    client.post("/account/password/change/", new)
    cast.learner.refresh_from_db()
    assert not cast.learner.check_password("my own quiet river 7")


def test_the_codes_are_seen_only_after_confirming(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.learner, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    add_app(cast.learner)
    for address in ("/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/download/"):
        assert found_open(cast).get(address).status_code == 302
