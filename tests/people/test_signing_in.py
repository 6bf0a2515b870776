"""Signing in by sign-in name, and what a session is worth."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.factories.people import PASSWORD, UserFactory
from tests.people.at_the_door import LOGIN, add_app, is_signed_in, sign_in

ME = "/me/"


@pytest.mark.parametrize(
    "spell", [str, str.lower, lambda n: f" {n} ", lambda n: n.replace("-", " "), lambda n: n.replace("-", "")]
)
def test_the_name_may_be_typed_loosely(cast: Cast, spell: object) -> None:
    client = Client()
    sign_in(client, spell(cast.learner.username))  # type: ignore[operator]
    assert is_signed_in(client)


def test_the_country_is_remembered_so_that_the_number_is_enough(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    client.post("/account/logout/")
    assert "this browser remembers QM" in client.get(LOGIN).content.decode()
    sign_in(client, cast.learner.service_number)
    assert is_signed_in(client)


@pytest.mark.parametrize("number", ["SN-001", "SN001", "sn 001"])
def test_a_number_that_begins_with_letters_is_enough_too(cast: Cast, number: str) -> None:
    UserFactory(service_number="SN-001" if "-" in number else "SN001")
    client = Client()
    client.cookies["country"] = "QM"
    sign_in(client, number)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_the_way_on_never_leaves_the_site(cast: Cast, there: str) -> None:
    answer = Client().post(f"{LOGIN}?next={there}", {"login": cast.learner.username, "password": PASSWORD, "next": there})
    assert answer["Location"] == "/learn/"


def test_the_way_on_inside_the_site_is_kept(cast: Cast) -> None:
    answer = Client().post(LOGIN, {"login": cast.learner.username, "password": PASSWORD, "next": "/me/"})
    assert answer["Location"] == "/me/"


def test_the_session_has_a_new_id_after_signing_in(cast: Cast) -> None:
    client = Client()
    session = client.session
    session["planted"] = "before"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, cast.learner.username)
    assert client.session.session_key != before
    assert is_signed_in(client)


def test_the_cookie_is_dead_after_signing_out(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    old = client.cookies["sessionid"].value
    client.post("/account/logout/")
    client.cookies["sessionid"] = old
    assert client.get(ME).status_code == 302


def test_the_cookie_ends_with_the_browser(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_a_closed_account_is_out_at_the_next_request(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    assert client.get(ME).status_code == 200
    cast.learner.is_active = False
    cast.learner.save()
    assert client.get(ME).status_code == 302
    assert sign_in(Client(), cast.learner.username)["Location"] == "/account/inactive/"
    assert Client().get("/account/inactive/").status_code == 200


def test_other_sessions_can_be_ended(cast: Cast) -> None:
    here, there = Client(), Client()
    sign_in(here, cast.learner.username)
    sign_in(there, cast.learner.username)
    assert "End all other sessions" in here.get("/account/sessions/").content.decode()
    here.post("/account/sessions/")
    assert there.get(ME).status_code == 302
    assert here.get(ME).status_code == 200


def test_a_new_password_ends_every_session(cast: Cast) -> None:
    here, there = Client(), Client()
    sign_in(here, cast.learner.username)
    sign_in(there, cast.learner.username)
    new = {"oldpassword": PASSWORD, "password1": "my own quiet river 7", "password2": "my own quiet river 7"}
    here.post("/account/reauthenticate/", {"password": PASSWORD})
    here.post("/account/password/change/", new)
    assert there.get(ME).status_code == 302
    assert here.get(ME).status_code == 302
    sign_in(here, cast.learner.username, "my own quiet river 7")
    assert is_signed_in(here)


def body(name: str) -> str:
    text = sign_in(Client(), name, "a wrong guess at dusk").content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text).replace(name, "NAME")


def test_the_answer_does_not_tell_whether_an_account_exists(cast: Cast) -> None:
    add_app(cast.commander)
    assert body(cast.learner.username) == body("QM-99999") == body(cast.commander.username)


def test_registration_is_closed_and_says_what_to_do(db: None) -> None:
    answer = Client().get("/account/signup/")
    assert answer.status_code == 200
    assert "/me/claim/" in answer.content.decode()
    before = answer.content.count(b"password")
    assert Client().post("/account/signup/", {"username": "QM-1", "password1": PASSWORD}).content.count(b"password") == before


def test_the_pages_speak_the_language_of_the_account(cast: Cast) -> None:
    cast.learner.language = "fr"
    cast.learner.save()
    client = Client()
    sign_in(client, cast.learner.username)
    assert client.get(ME)["Content-Language"] == "fr"
