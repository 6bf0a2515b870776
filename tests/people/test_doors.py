"""Only one door of the whole site signs anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from people.models import User
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import LOGIN, add_app, is_signed_in

NEW = "a new quiet river 7"
SECRETS = {"password": PASSWORD, "password1": PASSWORD, "code": PASSWORD, "oldpassword": PASSWORD}


def addresses(patterns: Any, prefix: str = "") -> Iterator[str]:
    """Every address that needs no argument."""
    for entry in patterns:
        part = str(entry.pattern).lstrip("^").rstrip("$").rstrip("\\Z")
        if "<" in part or "(" in part:
            continue
        if isinstance(entry, URLPattern):
            yield f"/{prefix}{part}"
        else:
            yield from addresses(entry.url_patterns, prefix + part)


def every_address() -> list[str]:
    return sorted(set(addresses(get_resolver().url_patterns)))


def knock(address: str, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.post(address, {"login": name, "username": name, "name": name, **SECRETS})
    return client


def test_only_the_one_sign_in_lets_a_password_in(cast: Cast) -> None:
    open_doors = [a for a in every_address() if is_signed_in(knock(a, cast.learner.username))]
    assert open_doors == [LOGIN]


def test_no_door_opens_to_a_password_alone_once_a_second_factor_is_set(cast: Cast) -> None:
    add_app(cast.administrator)
    assert [a for a in every_address() if is_signed_in(knock(a, cast.administrator.username))] == []


def test_no_door_makes_an_account(db: None) -> None:
    sent = {
        "username": "QM-77777",
        "login": "QM-77777",
        "email": "new@example.org",
        "password1": NEW,
        "password2": NEW,
        "password": NEW,
    }
    for address in every_address():
        client = Client(raise_request_exception=False)
        client.post(address, sent)
        client.post(address, sent, content_type="application/json")
        assert not User.objects.exists(), address


def test_the_crawl_sees_the_doors_it_is_meant_to_watch() -> None:
    assert {LOGIN, "/admin/login/", "/_util/login/", "/me/claim/", "/account/signup/"} <= set(every_address())


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_reset/", "/_util/login/"])
def test_older_doors_lead_to_the_one_sign_in_and_keep_the_way_back(db: None, address: str) -> None:
    answer = Client().get(address, {"next": "/learn/"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{LOGIN}?next=%2Flearn%2F" or answer["Location"] == f"{LOGIN}?next=/learn/"


def test_a_fresh_house_has_no_account_at_all(db: None) -> None:
    assert not User.objects.exists()
