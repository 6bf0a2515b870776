"""Back in by e-mail, where there is an address."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from config.settings import BY_WORKER
from people.models import User
from tests.conftest import Cast
from tests.people.at_the_door import OWN_PASSWORD, add_app, is_signed_in, sign_in

RESET = "/account/password/reset/"


def with_address(user: User) -> User:
    user.email = f"{user.pk}@example.org"
    user.save()
    return user


def follow_the_link(client: Client) -> None:
    link = re.search(rf"{settings.PUBLIC_URL}(/\S+)", mail.outbox[0].body)
    assert link
    page = client.get(link[1])
    client.post(page["Location"], {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD})


def test_the_link_sets_a_new_password_and_signs_nobody_in(cast: Cast) -> None:
    user = with_address(cast.learner)
    client = Client()
    client.post(RESET, {"email": user.email})
    assert mail.outbox[0].to == [user.email]
    assert user.username in mail.outbox[0].body
    follow_the_link(client)
    assert not is_signed_in(client)
    sign_in(client, user.username, OWN_PASSWORD)
    assert is_signed_in(client)
    assert "was changed" in mail.outbox[1].subject


def test_it_does_not_skip_the_second_factor(cast: Cast) -> None:
    user = with_address(cast.commander)
    add_app(user)
    client = Client()
    client.post(RESET, {"email": user.email})
    follow_the_link(client)
    assert sign_in(client, user.username, OWN_PASSWORD)["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)


def test_it_ends_other_sessions(cast: Cast) -> None:
    user = with_address(cast.learner)
    elsewhere = Client()
    sign_in(elsewhere, user.username)
    client = Client()
    client.post(RESET, {"email": user.email})
    follow_the_link(client)
    assert elsewhere.get("/me/").status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_mail(cast: Cast) -> None:
    user = with_address(cast.learner)
    known, unknown = Client().post(RESET, {"email": user.email}), Client().post(RESET, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_the_answer_takes_no_longer_where_the_address_is_known(cast: Cast, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": BY_WORKER}}
    user = with_address(cast.learner)
    for address in (user.email, "nobody@example.org"):
        Client().post(RESET, {"email": address})
    assert not mail.outbox  # a mail server that answers slowly would tell
    assert DBTaskResult.objects.count() == 2
    for waiting in DBTaskResult.objects.all():
        waiting.task.call(*waiting.args_kwargs["args"])
    assert [letter.to for letter in mail.outbox] == [[user.email]]


def test_the_letter_speaks_the_language_of_the_account_and_trusts_no_other_address(cast: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    user = with_address(cast.learner)
    User.objects.filter(pk=user.pk).update(language="fr")
    Client().post(RESET, {"email": user.email}, headers={"host": "evil.example"})
    assert mail.outbox[0].subject.endswith("Choisir un nouveau mot de passe")
    assert "evil.example" not in mail.outbox[0].body


def test_a_used_link_says_so(cast: Cast) -> None:
    user = with_address(cast.learner)
    Client().post(RESET, {"email": user.email})
    follow_the_link(Client())
    link = re.search(rf"{settings.PUBLIC_URL}(/\S+)", mail.outbox[0].body)
    assert link
    assert "This link no longer works" in Client().get(link[1]).content.decode()
