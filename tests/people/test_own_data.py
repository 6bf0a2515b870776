"""Everything held about a person, on a page and in a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from people import own_data
from people.models import User
from people.own_data import Section
from tests.conftest import Cast
from tests.people.at_the_door import OWN_PASSWORD, SECRET, choose_password, claim, sign_in, slip_for

ClientOf = Callable[[User | None], Client]
PAGE, FILE = "/me/data/", "/me/data/bluehelm-own-data.json"


def test_the_page_shows_account_postings_and_ways_in(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.learner).get(PAGE).content.decode()
    for shown in (cast.learner.username, cast.platoon.name, "Member", "1 January 2026", "TOTP"):
        assert shown in text


def test_what_is_empty_is_named_once_after_all_that_is_held(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.learner).get(PAGE).content.decode()
    held, _, empty = text.partition("Nothing is kept of these")
    for title in ("Your account", "Where you serve and served"):
        assert f"<h2>{title}</h2>" in held
        assert title not in empty
    assert "<li>Messages to you</li>" in empty
    assert "Messages to you" not in held


def test_the_file_has_the_same_under_stable_keys(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.learner).get(FILE)
    assert "attachment" in answer["Content-Disposition"]
    held = json.loads(answer.content)
    assert held["account"][0]["sign_in_name"] == cast.learner.username
    assert held["postings"] == [
        {
            "unit": cast.platoon.name,
            "role": "Member",
            "status": "Present",
            "reason": None,
            "home": None,
            "from": "2026-01-01",
            "until": None,
        }
    ]


def test_nobody_elses_data_and_no_secret_is_in_it(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    client = Client()
    claim(client, cast.learner.username, code)
    choose_password(client)
    client = Client()
    sign_in(client, cast.learner.username, OWN_PASSWORD)
    text = client.get(FILE).content.decode()
    assert cast.comrade.username not in text
    cast.learner.refresh_from_db()
    for secret in (code, SECRET, cast.learner.password, client.session.session_key):
        assert secret not in text


def test_it_is_kept_by_no_cache(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    assert all("no-store" in client.get(address)["Cache-Control"] for address in (PAGE, FILE))


@pytest.fixture
def _extra_section() -> Iterator[None]:
    own_data.register("parcels", lambda user: Section("Parcels", {"to": "To"}, [{"to": user.name}]))
    yield
    own_data._collectors.pop("parcels")


@pytest.mark.usefixtures("_extra_section")
def test_a_higher_floor_adds_what_it_holds(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    assert "Parcels" in client.get(PAGE).content.decode()
    assert json.loads(client.get(FILE).content)["parcels"] == [{"to": cast.learner.name}]
