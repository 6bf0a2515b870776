"""A duty's second factor is not shaken off; a lost phone is helped."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.people.at_the_door import BACKEND, add_app, add_passkey, confirm_identity

APP_OFF = "/account/2fa/totp/deactivate/"


def confirmed(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    confirm_identity(client)
    return client


def factors(user: User) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def remove_passkey(client: Client, passkey: Authenticator) -> None:
    client.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/")


@pytest.mark.parametrize("who", ["commander", "trainer", "administrator"])
def test_the_last_app_stays_while_the_duty_needs_it(cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    add_app(user)
    answer = confirmed(user).post(APP_OFF)
    assert "Your duty needs a second factor" in answer.content.decode()
    assert factors(user) == {"totp"}


def test_the_last_passkey_stays_too(cast: Cast) -> None:
    passkey = add_passkey(cast.commander)
    remove_passkey(confirmed(cast.commander), passkey)
    assert factors(cast.commander) == {"webauthn"}


def test_one_of_two_may_go(cast: Cast) -> None:
    passkey = add_passkey(cast.commander)
    add_app(cast.commander)
    client = confirmed(cast.commander)
    remove_passkey(client, passkey)
    assert factors(cast.commander) == {"totp"}


def test_nobody_removes_a_passkey_of_somebody_else(cast: Cast) -> None:
    passkey = add_passkey(cast.learner)
    answer = confirmed(cast.comrade).post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/")
    assert answer.status_code == 404


def test_a_learner_may_remove_the_own(cast: Cast) -> None:
    add_app(cast.learner)
    confirmed(cast.learner).post(APP_OFF)
    assert factors(cast.learner) == set()


def test_removing_asks_for_the_password_first(cast: Cast) -> None:
    add_app(cast.learner)
    client = Client()
    client.force_login(cast.learner, backend=BACKEND)
    assert client.post(APP_OFF)["Location"].startswith("/account/reauthenticate/")
    assert factors(cast.learner) == {"totp"}


def reset(client: Client, user: User) -> int:
    return client.post(f"/admin/users/second-factor/{user.pk}/").status_code


def test_an_administrator_resets_it_and_the_person_is_told(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    cast.commander.email = "mensah@example.org"
    cast.commander.save()
    add_app(cast.commander)
    add_app(cast.administrator)
    client = confirmed(cast.administrator)
    page = client.get(f"/admin/users/second-factor/{cast.commander.pk}/")
    assert page.status_code == 200
    with caplog.at_level(logging.INFO, "bluehelm.people"):
        assert reset(client, cast.commander) == 302
    assert factors(cast.commander) == set()
    assert [m.to for m in mail.outbox] == [["mensah@example.org"]]
    assert "An administrator took the second factor off" in mail.outbox[0].body
    logged = next(r for r in caplog.records if r.message == "second factor reset")
    assert logged.data == {"user": cast.commander.pk, "by": cast.administrator.pk, "factors": 1}  # type: ignore[attr-defined]


def test_the_reset_asks_for_the_password_first(cast: Cast, client_of: Callable[[User], Client]) -> None:
    add_app(cast.commander)
    assert reset(client_of(cast.administrator), cast.commander) == 302
    assert factors(cast.commander) == {"totp"}


def test_the_own_factor_is_not_reset_that_way(cast: Cast) -> None:
    add_app(cast.administrator)
    reset(confirmed(cast.administrator), cast.administrator)
    assert factors(cast.administrator) == {"totp"}


@pytest.mark.parametrize("who", ["trainer", "commander", "learner"])
def test_nobody_else_resets(cast: Cast, who: str) -> None:
    add_app(cast.comrade)
    user = getattr(cast, who)
    add_app(user)
    reset(confirmed(user), cast.comrade)
    assert factors(cast.comrade) == {"totp"}
