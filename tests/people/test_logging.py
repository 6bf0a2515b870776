"""What happens at the door is logged as JSON, with ids and without names."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from base.logging import JsonFormatter
from people.models import User
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import add_app, choose_password, claim, confirm_identity, sign_in, slip_for, totp_code


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[dict[str, object]]]]:
    caplog.set_level(logging.INFO, "bluehelm.people")
    yield lambda: [json.loads(JsonFormatter().format(r)) for r in caplog.records if r.name == "bluehelm.people"]


Lines = Callable[[], list[dict[str, object]]]


def events(lines: Lines) -> list[object]:
    return [line["event"] for line in lines()]


def test_signing_in_and_out_and_failing(cast: Cast, lines: Lines) -> None:
    client = Client()
    sign_in(client, cast.learner.username, "a wrong guess at dusk")
    sign_in(client, "QM-99999", "a wrong guess at dusk")
    sign_in(client, cast.learner.username)
    client.post("/account/logout/")
    assert events(lines) == ["sign-in failed", "sign-in failed", "signed in", "signed out"]
    assert [line["user"] for line in lines()] == [cast.learner.pk, None, cast.learner.pk, cast.learner.pk]


def test_claiming(cast: Cast, lines: Lines, client_of: Callable[[User], Client]) -> None:
    client_of(cast.administrator).post(f"/me/slip/{cast.learner.pk}/")
    _row, code = slip_for(cast.learner)
    client = Client()
    claim(client, cast.learner.username, "AAAAAAAAAAAA")
    claim(client, cast.learner.username, code)
    choose_password(client)
    assert events(lines) == ["slip issued", "claim refused", "claim accepted", "account claimed", "account changed", "signed in"]
    assert lines()[0]["by"] == cast.administrator.pk


def test_second_factors(cast: Cast, lines: Lines) -> None:
    add_app(cast.learner)
    client = Client()
    sign_in(client, cast.learner.username)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    confirm_identity(client)
    client.post("/account/2fa/totp/deactivate/")
    assert events(lines) == ["second factor failed", "signed in", "account changed"]
    assert lines()[-1]["change"] == "totp_deactivated"


def test_no_line_holds_a_name_a_number_or_a_secret(cast: Cast, lines: Lines) -> None:
    test_claiming(cast, lines, _inside)
    text = json.dumps(lines())
    for held in (cast.learner.name, cast.learner.username, cast.learner.service_number, PASSWORD, "AAAAAAAAAAAA"):
        assert held not in text


def _inside(user: User) -> Client:
    from tests.conftest import signed_in_client

    return signed_in_client(user)
