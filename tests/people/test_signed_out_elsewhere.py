"""A session of before does not profit from what protects the account since, nor outlive its loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.people.at_the_door import SECRET, add_app, add_passkey, confirm_identity, is_signed_in, sign_in, totp_code


def signed_in(user: User, code: str = "") -> Client:
    client = Client()
    sign_in(client, user.username)
    if code:
        client.post("/account/2fa/authenticate/", {"code": code})
    assert is_signed_in(client)
    return client


def is_out(client: Client) -> bool:
    return bool(client.get("/me/")["Location"].startswith("/account/login/"))


def set_up_app(client: Client) -> Any:
    confirm_identity(client)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    return client.post("/account/2fa/totp/activate/", {"code": totp_code()}, follow=True)


def test_a_new_second_factor_ends_sessions_that_a_password_alone_had_opened(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda call: call())
    thief, owner = signed_in(cast.commander), signed_in(cast.commander)
    answer = set_up_app(owner)
    assert is_out(thief)
    assert "You were signed out on your other devices." in answer.content.decode()
    assert owner.get("/me/").status_code == 200


def test_a_passkey_taken_away_signs_its_device_out(cast: Cast) -> None:
    passkey = add_passkey(cast.learner)
    add_app(cast.learner)
    lost, owner = signed_in(cast.learner, totp_code()), signed_in(cast.learner, totp_code(1))
    confirm_identity(owner)
    owner.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/")
    assert is_out(lost)
    assert owner.get("/me/").status_code == 200


def test_a_lost_phone_is_signed_out_when_its_second_factor_is_reset(cast: Cast, client_of: Callable[[User], Client]) -> None:
    add_app(cast.commander)
    lost, administrator = signed_in(cast.commander, totp_code()), client_of(cast.administrator)
    confirm_identity(administrator)
    administrator.post(f"/admin/users/second-factor/{cast.commander.pk}/")
    assert is_out(lost)


@pytest.mark.parametrize("visits", [True, False])
def test_a_session_does_not_go_on_where_a_closed_account_is_opened_again(
    cast: Cast, client_of: Callable[[User], Client], visits: bool
) -> None:
    lost, administrator = signed_in(cast.learner), client_of(cast.administrator)
    kept = {"country": cast.learner.country_id, "service_number": cast.learner.service_number, "name": "A", "language": "en"}
    address = f"/admin/users/edit/{cast.learner.pk}/"
    administrator.post(address, kept)
    assert not visits or is_out(lost)
    administrator.post(address, kept | {"is_active": "on"})
    cast.learner.refresh_from_db()
    assert cast.learner.is_active
    assert is_out(lost)
