"""The form that makes a link, pressed twice or sent again, makes one; a newly opened page makes another."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from credentials.models import Credential, ShareLink
from credentials.sharing import MOST_OPEN, share_credential, withdraw_link
from people.models import User
from tests.conftest import NOW, Cast
from tests.credentials.issued import issued

ClientOf = Callable[[User | None], Client]


def opened(client: Client, held: Credential) -> dict[str, str]:
    """The form of a newly opened page."""
    found = re.search(r'name="client_id" value="([^"]+)"', client.get(held.get_absolute_url()).content.decode())
    assert found is not None
    return {"client_id": found[1]}


def test_pressed_twice_it_is_one_link_and_opened_anew_another(cast: Cast, client_of: ClientOf) -> None:
    held, client = issued(cast.learner), client_of(cast.learner)
    form = opened(client, held)
    for _ in range(3):
        assertContains(client.post(f"/certificates/{held.code}/share/", form, follow=True), "The link is made.")
    assert ShareLink.objects.count() == 1
    client.post(f"/certificates/{held.code}/share/", opened(client, held))
    assert ShareLink.objects.count() == 2


def test_the_last_link_sent_again_is_made_not_refused(cast: Cast, client_of: ClientOf) -> None:
    held, client = issued(cast.learner), client_of(cast.learner)
    for _ in range(MOST_OPEN - 1):
        share_credential(credential=held, by=cast.learner, at=NOW)
    form = opened(client, held)
    client.post(f"/certificates/{held.code}/share/", form)
    assertContains(client.post(f"/certificates/{held.code}/share/", form, follow=True), "The link is made.")


def test_a_link_that_was_withdrawn_does_not_come_back(cast: Cast, client_of: ClientOf) -> None:
    held, client = issued(cast.learner), client_of(cast.learner)
    form = opened(client, held)
    client.post(f"/certificates/{held.code}/share/", form)
    withdraw_link(link=ShareLink.objects.get(), at=timezone.now())
    assertContains(client.post(f"/certificates/{held.code}/share/", form, follow=True), "you withdrew it")
    assert not ShareLink.objects.open().exists()


def test_an_id_that_is_none_still_makes_a_link(cast: Cast, client_of: ClientOf) -> None:
    held, client = issued(cast.learner), client_of(cast.learner)
    client.post(f"/certificates/{held.code}/share/", {"client_id": "'; drop"})
    assert ShareLink.objects.count() == 1
