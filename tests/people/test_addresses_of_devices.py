"""The list of sessions keeps where somebody signed in from as a network, never as a whole address."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from people.addresses import shortened
from tests.conftest import Cast
from tests.people.at_the_door import sign_in


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("198.51.100.23", "198.51.100.0"),
        ("2001:db8:aa:bb:1:2:3:4", "2001:db8:aa::"),
        ("::ffff:198.51.100.23", "::"),
        ("127.0.0.1", "127.0.0.0"),
        ("nonsense", "nonsense"),
    ],
)
def test_an_address_is_shortened_to_its_network(address: str, kept: str) -> None:
    assert shortened(address) == kept


def test_a_sign_in_keeps_the_network_alone(cast: Cast) -> None:
    client = Client(REMOTE_ADDR="198.51.100.23")
    sign_in(client, cast.learner.username)
    assert UserSession.objects.get(user=cast.learner).ip == "198.51.100.0"
    client.get("/learn/")
    assert UserSession.objects.get(user=cast.learner).ip == "198.51.100.0"
