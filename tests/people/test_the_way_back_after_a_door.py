"""Where a door leads afterwards: to a path of this site, and never to another host, scheme or port."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.people.at_the_door import LOGIN, is_signed_in

AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "////evil.example/x",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "\t//evil.example",
    "/\t/evil.example",
    "http://testserver/learn/",  # its own host as well: an http address would leave https, a port another programme
    "https://testserver:8443/learn/",
    "http://learn.bluehelm.example/learn/",  # other names of the site, where a pattern names every subdomain
    "http://old.bluehelm.example/learn/",
]
HOME, START = "/learn/", "/"


@pytest.fixture(autouse=True)
def many_names(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "learn.bluehelm.example", ".bluehelm.example"]


@pytest.mark.parametrize("away", AWAY)
def test_signing_in_leads_nowhere_else(cast: Cast, away: str) -> None:
    client = Client()
    form = {"login": cast.learner.username, "password": PASSWORD, "next": away}
    answer = client.post(f"{LOGIN}?next=", form)
    assert is_signed_in(client)
    assert answer["Location"] == HOME


@pytest.mark.parametrize("away", AWAY)
def test_saying_the_password_again_and_signing_out_lead_nowhere_else(cast: Cast, away: str) -> None:
    client = Client()
    client.force_login(cast.learner, backend="people.backends.AuthenticationBackend")
    assert client.post("/account/reauthenticate/", {"password": PASSWORD, "next": away})["Location"] == HOME
    assert client.post("/account/logout/", {"next": away})["Location"] == START


@pytest.mark.parametrize("way", ["/rules/", "/rules/?by=topic", "/readiness/units/5/names/?state=qualified&q=%2F%2Fx"])
def test_a_path_is_kept(cast: Cast, way: str) -> None:
    answer = Client().post(LOGIN, {"login": cast.learner.username, "password": PASSWORD, "next": way})
    assert answer["Location"] == way
