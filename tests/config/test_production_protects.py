"""What a browser gets from a site that runs in production: encrypted connections alone, cookies that stay on this host."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.deployment import ROOT, production
from tests.people.at_the_door import is_signed_in, sign_in

HOST = "training.example"
SHOWN = """
HTTPS PUBLIC_URL ALLOWED_HOSTS SECURE_SSL_REDIRECT SECURE_REDIRECT_EXEMPT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS
SECURE_HSTS_PRELOAD SECURE_PROXY_SSL_HEADER SECURE_REFERRER_POLICY SESSION_COOKIE_NAME SESSION_COOKIE_SECURE
SESSION_COOKIE_SAMESITE CSRF_COOKIE_NAME CSRF_COOKIE_SECURE CSRF_COOKIE_SAMESITE CSRF_TRUSTED_ORIGINS
ALLAUTH_TRUSTED_PROXY_COUNT PASSWORD_HASHERS DEBUG
"""


def settings_of_production(folder: Path, **changes: str) -> dict[str, Any]:
    """The values that a server in production works with, read in a process of its own."""
    program = (
        f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {SHOWN.split()}}}))"
    )
    environment = production(str(folder), **changes) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    values: dict[str, Any] = json.loads(answer.stdout)
    return values


def put_on(settings: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return settings_of_production(tmp_path_factory.mktemp("production"))


@pytest.fixture
def site(values: dict[str, Any], settings: Any, cast: Cast) -> Client:
    put_on(settings, values | {"PASSWORD_HASHERS": settings.PASSWORD_HASHERS})  # accounts of the tests have theirs
    return Client(SERVER_NAME=HOST)


def test_passwords_are_kept_with_argon2(values: dict[str, Any]) -> None:
    assert values["PASSWORD_HASHERS"][0].endswith(".Argon2PasswordHasher")
    assert values["DEBUG"] is False


def test_a_plain_connection_leads_to_the_encrypted_one(site: Client) -> None:
    answer = site.get("/account/login/?next=/learn/")
    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/account/login/?next=/learn/")
    assert not answer.cookies


@pytest.mark.parametrize("host", [HOST, "evil.example"])
def test_what_is_answered_before_any_page_carries_the_headers_of_pages(site: Client, host: str) -> None:
    answer = site.get("/rules/", headers={"host": host})
    assert answer.status_code in (301, 400)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
        assert name in answer.headers


def test_the_load_balancer_is_answered_inside_the_house(site: Client) -> None:
    assert site.get("/healthz").status_code == 200


def test_browsers_keep_to_encryption_for_a_year_with_every_name_below(site: Client) -> None:
    kept = site.get("/account/login/", secure=True)["Strict-Transport-Security"]
    assert kept == "max-age=31536000; includeSubDomains; preload"


def test_cookies_are_of_this_host_alone_and_never_travel_in_the_clear(site: Client, cast: Cast) -> None:
    site.get("/account/login/", secure=True)
    sign_in(site, cast.learner.username, secure=True)
    session, token = site.cookies["__Host-sessionid"], site.cookies["__Host-csrftoken"]
    for morsel in site.cookies.values():
        assert (morsel["secure"], morsel["path"], morsel["domain"], morsel["samesite"]) == (True, "/", "", "Lax"), morsel.key
    assert session["httponly"]
    assert session["max-age"] == ""  # it ends with the browser
    assert token.value
    assert is_signed_in(site)


def test_another_host_is_refused(site: Client) -> None:
    assert site.get("/account/login/", secure=True, headers={"host": "evil.example"}).status_code == 400


def test_a_form_of_another_site_is_refused(site: Client, cast: Cast) -> None:
    strict = Client(SERVER_NAME=HOST, enforce_csrf_checks=True)
    strict.get("/account/login/", secure=True)
    form = {"csrfmiddlewaretoken": strict.cookies["__Host-csrftoken"].value, "login": "x", "password": "y"}
    answers = {
        origin: strict.post("/account/login/", form, secure=True, headers={"origin": origin}).status_code
        for origin in (f"https://{HOST}", "https://evil.example", f"http://{HOST}", "null")
    }
    assert answers == {f"https://{HOST}": 200, "https://evil.example": 403, f"http://{HOST}": 403, "null": 403}


FORWARDED = {"x-forwarded-proto": "https"}


def test_whoever_says_that_the_connection_was_encrypted_is_not_believed_without_a_proxy_of_ours(site: Client) -> None:
    assert site.get("/account/login/", headers=FORWARDED).status_code == 301


def test_a_proxy_of_ours_is_believed(site: Client, settings: Any, tmp_path: Path) -> None:
    behind = settings_of_production(tmp_path, TRUSTED_PROXY_COUNT="1")
    put_on(settings, {"SECURE_PROXY_SSL_HEADER": behind["SECURE_PROXY_SSL_HEADER"]})
    assert site.get("/account/login/", headers=FORWARDED).status_code == 200
    assert site.get("/account/login/", headers={"x-forwarded-proto": "http"}).status_code == 301
