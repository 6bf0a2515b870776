"""A mail server that is away keeps nobody from anything: the deed is done, and the log says that no letter went."""

from __future__ import annotations

import json
import logging

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from base.logging import JsonFormatter
from people.models import User
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import CLAIM, OWN_PASSWORD, confirm_identity, is_signed_in, sign_in, slip_for

ADDRESS = "amina@example.org"


@pytest.fixture
def learner(cast: Cast, settings: object) -> User:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    User.objects.filter(pk=cast.learner.pk).update(email=ADDRESS)
    return User.objects.get(pk=cast.learner.pk)


def test_a_password_is_changed(learner: User, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    sign_in(client, learner.username)
    form = {"oldpassword": PASSWORD, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    assert client.post("/account/password/change/", form).status_code == 302
    learner.refresh_from_db()
    assert learner.check_password(OWN_PASSWORD)
    lines = [JsonFormatter().format(record) for record in caplog.records if record.levelno == logging.ERROR]
    assert [json.loads(line)["event"] for line in lines] == ["letter not sent"]
    assert ADDRESS not in "".join(lines)


def test_an_account_is_claimed(learner: User) -> None:
    client = Client()
    _row, code = slip_for(learner)
    client.post(CLAIM, {"name": learner.username, "code": code})
    form = {"new_password1": OWN_PASSWORD, "new_password2": OWN_PASSWORD}
    assert client.post(f"{CLAIM}password/", form).status_code == 302
    assert is_signed_in(client)


def test_a_new_address_is_kept_and_its_owner_told(learner: User) -> None:
    client = Client()
    sign_in(client, learner.username)
    confirm_identity(client)
    page = client.post("/account/email/", {"email": "new@example.org", "action_add": ""}, follow=True).content.decode()
    assert "The letter could not be sent just now. Try again later." in page
    assert "notice--info" not in page  # which would say that a letter is on its way
    assert EmailAddress.objects.filter(user=learner, email="new@example.org", verified=False).exists()
