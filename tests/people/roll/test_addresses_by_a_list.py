"""An address that a list sets is the one that counts, for letters about the account as well."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.people.roll.lists import applied, as_csv

OLD, NEW, ASKED = "old@example.org", "new@example.org", "asked@example.org"


def row(user: User, address: str) -> list[str]:
    return [user.service_number, user.name, "", "", address]


def asked_for_a_link(address: str) -> list[list[str]]:
    """To whom the letters go."""
    mail.outbox.clear()
    Client().post("/account/password/reset/", {"email": address})
    return [letter.to for letter in mail.outbox]


@pytest.fixture
def confirmed(cast: Cast) -> User:
    """Somebody who confirmed one address and asked for another."""
    User.objects.filter(pk=cast.learner.pk).update(email=OLD)
    EmailAddress.objects.create(user=cast.learner, email=OLD, primary=True, verified=True)
    return User.objects.get(pk=cast.learner.pk)


@pytest.mark.parametrize("is_stale", [False, True])
def test_the_address_before_opens_nothing_any_more(cast: Cast, confirmed: User, is_stale: bool) -> None:
    """Neither after a list, nor where a list of an older release left what was confirmed."""
    if is_stale:
        User.objects.filter(pk=confirmed.pk).update(email=NEW)
    else:
        applied(cast.alpha, cast.administrator, as_csv([row(confirmed, NEW)]))
    assert asked_for_a_link(NEW) == [[NEW]]
    assert [OLD] not in asked_for_a_link(OLD)


def test_a_link_that_was_sent_before_confirms_nothing_any_more(cast: Cast, confirmed: User) -> None:
    asked = EmailAddress.objects.create(user=confirmed, email=ASKED)
    key = EmailConfirmationHMAC(asked).key
    applied(cast.alpha, cast.administrator, as_csv([row(confirmed, NEW)]))
    Client().post(f"/account/confirm-email/{key}/")
    assert User.objects.get(pk=confirmed.pk).email == NEW
    assert asked_for_a_link(ASKED) == []


def test_who_stands_there_unchanged_keeps_what_was_confirmed(cast: Cast, confirmed: User) -> None:
    applied(cast.alpha, cast.administrator, as_csv([row(confirmed, OLD), row(cast.comrade, NEW)]))
    assert EmailAddress.objects.filter(user=confirmed, email=OLD, verified=True).exists()
