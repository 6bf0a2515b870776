"""A new e-mail address takes the place of the one from the roll once it is confirmed, and the old one hears of it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from people.models import User
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import BACKEND, OWN_PASSWORD, confirm_identity

EMAIL, OLD, NEW = "/account/email/", "amina@example.org", "new@example.org"


@pytest.fixture
def client(cast: Cast) -> Client:
    User.objects.filter(pk=cast.learner.pk).update(email=OLD)
    client = Client()
    client.force_login(User.objects.get(pk=cast.learner.pk), backend=BACKEND)
    confirm_identity(client)
    client.get(EMAIL)
    client.post(EMAIL, {"action_add": "", "email": NEW})
    return client


def address_of(cast: Cast) -> str:
    return User.objects.get(pk=cast.learner.pk).email


def test_the_address_from_the_roll_stands_until_the_new_one_is_confirmed(cast: Cast, client: Client) -> None:
    assert address_of(cast) == OLD
    body = client.get(EMAIL).content.decode().split("<dl")[1]
    assert body.index("Address now") < body.index(OLD) < body.index("Not confirmed yet") < body.index(NEW)
    form = {"oldpassword": PASSWORD, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    client.post("/account/password/change/", form)
    assert mail.outbox[-1].to == [OLD]


def test_a_mistyped_one_is_taken_back(cast: Cast, client: Client) -> None:
    client.post(EMAIL, {"action_remove": "", "email": NEW})
    assert address_of(cast) == OLD
    client.get(EMAIL)  # says once what was done
    assert NEW not in client.get(EMAIL).content.decode()


def test_once_confirmed_it_counts_and_the_old_one_is_told(cast: Cast, client: Client) -> None:
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([NEW], "[Bluehelm] Confirm your e-mail address")
    link = next(word for word in letter.body.split() if "confirm-email" in word)
    assert link.startswith(settings.PUBLIC_URL)
    client.post(link.removeprefix(settings.PUBLIC_URL))
    assert address_of(cast) == NEW
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([OLD], "[Bluehelm] Your e-mail address was changed")
    assert "tell your training officer" in told.body


def test_letters_use_no_words_of_another_house(client: Client) -> None:
    client.post(EMAIL, {"action_remove": "", "email": NEW})
    assert mail.outbox
    for letter in mail.outbox:
        assert "testserver" not in letter.subject + letter.body
        assert "email" not in (letter.subject + letter.body).replace("confirm-email", "")


def test_the_moment_is_told_in_universal_time(cast: Cast, client: Client, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Kathmandu"  # type: ignore[attr-defined]
    now = timezone.now()
    form = {"oldpassword": PASSWORD, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    client.post("/account/password/change/", form)
    assert any(f"{now:%H}:{(now.minute + late) % 60:02d} UTC" in mail.outbox[-1].body for late in (0, 1))
