"""Slips are printed by administrators, and the code is seen once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from people.models import ClaimCode, User
from tests.conftest import NOW, Cast
from tests.people.at_the_door import claim, slip_for

ClientOf = Callable[[User | None], Client]
FIND = "/me/slip/"


def issue(client: Client, user: User) -> str:
    return client.post(f"{FIND}{user.pk}/").content.decode()


def code_on(page: str) -> str:
    found = re.search(r">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<", page)
    assert found
    return found[1]


def test_people_are_found_by_name_and_by_sign_in_name(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    for typed in ("amina", "Diallo Am", cast.learner.username, cast.learner.service_number):
        text = client.post(FIND, {"q": typed}).content.decode()
        assert cast.learner.name in text
        assert cast.comrade.name not in text
    assert "Nobody found" in client.post(FIND, {"q": "Nemo"}).content.decode()


def test_the_name_that_is_looked_for_stands_in_no_address(cast: Cast, client_of: ClientOf) -> None:
    assert cast.learner.username not in client_of(cast.administrator).get(FIND, {"q": "amina"}).content.decode()


def test_the_printed_code_opens_the_account(cast: Cast, client_of: ClientOf) -> None:
    page = issue(client_of(cast.administrator), cast.learner)
    assert "data:image/svg+xml" in page
    assert "http://localhost:8000/me/claim/" in page
    assert claim(Client(), cast.learner.username, code_on(page)).status_code == 302


def test_every_slip_has_a_new_code_and_withdraws_the_older(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    first, second = code_on(issue(client, cast.learner)), code_on(issue(client, cast.learner))
    assert first != second
    assert claim(Client(), cast.learner.username, first).status_code == 200


def test_looking_at_the_page_makes_no_slip(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.administrator).get(f"{FIND}{cast.learner.pk}/")
    assert not ClaimCode.objects.exists()


def test_the_slip_is_kept_by_no_cache_and_speaks_the_readers_language(cast: Cast, client_of: ClientOf) -> None:
    cast.learner.language = "ar"
    cast.learner.save()
    answer = client_of(cast.administrator).post(f"{FIND}{cast.learner.pk}/")
    assert "no-store" in answer["Cache-Control"]
    assert 'lang="ar" dir="rtl"' in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Open until 8 December 2026, 5 tries left"),
        ({"tries_left": 0}, "Blocked after five wrong tries"),
        ({"used_at": NOW}, "Used on 24 November 2026"),
        ({"revoked_at": NOW}, "Withdrawn"),
        ({"expires_at": NOW - timedelta(days=1)}, "Expired on 23 November 2026"),
    ],
)
def test_the_state_of_the_last_slip_is_said(cast: Cast, client_of: ClientOf, changes: dict[str, object], words: str) -> None:
    with time_machine.travel(NOW, tick=False):
        slip_for(cast.learner, **changes)
        assert words in client_of(cast.administrator).get(f"{FIND}{cast.learner.pk}/").content.decode()


@pytest.mark.parametrize("who", ["learner", "commander", "trainer"])
def test_nobody_else_prints_slips(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(FIND).status_code == 404
    assert client.post(f"{FIND}{cast.comrade.pk}/").status_code == 404
    assert not ClaimCode.objects.exists()


def test_an_administrator_prints_none_for_another_administrator_or_a_superuser(cast: Cast, client_of: ClientOf) -> None:
    from tests.factories.people import UserFactory

    chief = UserFactory(name="Ines Costa", is_superuser=True)
    client = client_of(cast.administrator)
    assert client.post(f"{FIND}{chief.pk}/").status_code == 404
    assert "only a superuser" in client.post(FIND, {"q": "Ines"}).content.decode()
    assert client_of(chief).post(f"{FIND}{cast.administrator.pk}/").status_code == 200


def test_a_closed_account_gets_no_button(cast: Cast, client_of: ClientOf) -> None:
    cast.learner.is_active = False
    cast.learner.save()
    text = client_of(cast.administrator).get(f"{FIND}{cast.learner.pk}/").content.decode()
    assert "Make the slip" not in text
