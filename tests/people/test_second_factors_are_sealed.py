"""Whoever gets hold of a copy of the database makes no codes with it."""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.people.at_the_door import SECRET, add_app, confirm_identity, is_signed_in, sign_in, totp_code

OLD_KEY = "an older key of this site, long enough for all 0123456789"
NEW_KEY = "the next key of this site, long enough for all 0123456789"


def opens(user: User, code: str) -> bool:
    client = Client()
    sign_in(client, user.username)
    client.post("/account/2fa/authenticate/", {"code": code})
    return is_signed_in(client)


def kept() -> str:
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def resealed() -> str:
    told = StringIO()
    call_command("reseal_second_factors", stdout=told)
    return told.getvalue()


def test_the_secret_of_an_app_is_not_kept_as_it_is(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    confirm_identity(client)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post("/account/2fa/totp/activate/", {"code": totp_code()})
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert SECRET not in kept()
    assert opens(cast.learner, totp_code(1))


def test_what_makes_recovery_codes_is_not_kept_as_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecoveryCodes, "generate_seed", lambda: "5eed" * 20)
    add_app(cast.learner)
    code = RecoveryCodes.activate(cast.learner).generate_codes()[0]
    assert "5eed" not in kept()
    assert opens(cast.learner, code)


def test_a_new_key_of_the_site_takes_over_once_all_are_sealed_with_it(cast: Cast, settings: Any) -> None:
    settings.SECRET_KEY = OLD_KEY
    add_app(cast.learner)
    recovery = RecoveryCodes.activate(cast.learner).generate_codes()[0]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [OLD_KEY]
    assert opens(cast.learner, totp_code())
    assert resealed().startswith("2 second factors")
    settings.SECRET_KEY_FALLBACKS = []
    assert opens(cast.learner, totp_code(1))
    assert opens(cast.learner, recovery)


def test_where_the_key_is_gone_no_code_opens_and_the_log_says_why(
    cast: Cast, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECRET_KEY = OLD_KEY
    add_app(cast.learner)
    settings.SECRET_KEY = NEW_KEY
    assert not opens(cast.learner, totp_code())
    assert "a second factor was sealed with a key that is gone" in caplog.messages
    with pytest.raises(CommandError, match="1 were sealed"):
        resealed()


def test_what_was_kept_as_it_is_before_is_sealed_by_the_migration(cast: Cast) -> None:
    app = add_app(cast.learner)
    app.data = {"secret": SECRET}
    app.save()
    older = ["11111111", "22222222"]
    Authenticator.objects.create(user=cast.learner, type="recovery_codes", data={"migrated_codes": older, "viewed_at": 1})
    migration = import_module("people.migrations.0012_second_factors_are_sealed")
    migration.seal(apps, None)
    assert SECRET not in kept()
    assert "1111" not in kept()
    assert opens(cast.learner, totp_code())
    assert opens(cast.learner, older[1])
    migration.unseal(apps, None)
    assert {"secret": SECRET} in [row.data for row in Authenticator.objects.all()]
