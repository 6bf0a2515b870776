"""A code works once; guessing codes is slowed down."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from people.models import User
from tests.conftest import NOW, Cast
from tests.people.at_the_door import add_app, confirm_identity, is_signed_in, sign_in, totp_code

SECOND_STEP = "/account/2fa/authenticate/"


def come_in(user: User, code: str) -> Client:
    client = Client()
    assert sign_in(client, user.username)["Location"] == SECOND_STEP
    client.post(SECOND_STEP, {"code": code})
    return client


def test_a_code_used_once_is_refused_for_as_long_as_a_slow_clock_would_accept_it(cast: Cast) -> None:
    add_app(cast.commander)
    with time_machine.travel(NOW, tick=False) as clock:
        code = totp_code(step=1)  # a phone that runs 30 seconds fast
        assert is_signed_in(come_in(cast.commander, code))
        for _ in range(3):
            clock.shift(timedelta(seconds=25))
            assert not is_signed_in(come_in(cast.commander, code))
        assert is_signed_in(come_in(cast.commander, totp_code()))


def test_a_code_of_the_step_before_and_after_is_accepted_and_no_other(cast: Cast) -> None:
    add_app(cast.commander)
    with time_machine.travel(NOW, tick=False):
        assert [is_signed_in(come_in(cast.commander, totp_code(step))) for step in (-2, -1, 0, 1, 2)] == [
            False,
            True,
            True,
            True,
            False,
        ]


def test_a_code_that_confirmed_a_change_does_not_open_a_second_session(cast: Cast) -> None:
    add_app(cast.commander)
    with time_machine.travel(NOW, tick=False) as clock:
        client = come_in(cast.commander, totp_code())
        clock.shift(timedelta(seconds=31))
        code = totp_code(step=1)
        client.post("/account/2fa/reauthenticate/", {"code": code})
        clock.shift(timedelta(seconds=35))
        assert not is_signed_in(come_in(cast.commander, code))


def test_a_recovery_code_works_once(cast: Cast) -> None:
    add_app(cast.commander)
    codes = RecoveryCodes.activate(cast.commander).get_unused_codes()
    assert is_signed_in(come_in(cast.commander, codes[0]))
    assert not is_signed_in(come_in(cast.commander, codes[0]))
    assert is_signed_in(come_in(cast.commander, codes[1]))


def test_the_sixth_wrong_code_is_put_off(cast: Cast) -> None:
    add_app(cast.commander)
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            come_in(cast.commander, "000000")
        assert not is_signed_in(come_in(cast.commander, totp_code()))
        clock.shift(timedelta(minutes=5, seconds=1))
        assert is_signed_in(come_in(cast.commander, totp_code()))


def test_the_code_that_set_up_the_app_opens_no_session(cast: Cast) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in(client, cast.learner.username)
        confirm_identity(client)
        client.get("/account/2fa/totp/activate/")
        session = client.session
        session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
        session.save()
        code = totp_code(step=1)
        assert client.post("/account/2fa/totp/activate/", {"code": code})["Location"] == "/account/2fa/recovery-codes/"
        clock.shift(timedelta(seconds=35))
        assert not is_signed_in(come_in(cast.learner, code))
