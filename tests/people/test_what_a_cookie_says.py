"""A cookie is what a browser says, or whoever wrote into it: nothing of it stands on a page or reaches the database as it is."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.people.at_the_door import LOGIN, is_signed_in, sign_in

DOORS = (LOGIN, "/me/claim/")
STRANGE = ['"<b>QM</b>"', '"\\000"', "qm", "QMQM", '"QM\\012"', "__proto__"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", STRANGE)
def test_a_country_that_is_none_is_not_remembered(cast: Cast, door: str, said: str) -> None:
    page = Client(headers={"cookie": f"country={said}"}).get(door).content.decode()
    assert "this browser remembers" not in page
    assert "<b>" not in page and "for example QM-10423" in page


@pytest.mark.parametrize("said", STRANGE)
def test_it_keeps_nobody_out(cast: Cast, said: str) -> None:
    client = Client()
    client.cookies.load(f"country={said}")
    sign_in(client, cast.learner.username)
    assert is_signed_in(client)
