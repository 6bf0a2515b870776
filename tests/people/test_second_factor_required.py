"""Whoever sees other people's data needs a second factor; the demonstration lets them through."""

from __future__ import annotations

import pytest
from django.test import Client

from people.middleware import guarded
from people.models import User
from tests.conftest import Cast
from tests.people.at_the_door import BACKEND, add_app

INDEX = "/account/2fa/"


def with_password_only(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("commander", "/readiness/"),
        ("administrator", "/readiness/"),
        ("commander", "/units/"),
        ("administrator", "/admin/"),
        ("trainer", "/admin/"),
        ("administrator", "/me/slip/"),
    ],
)
def test_a_password_alone_leads_to_setting_one_up(cast: Cast, who: str, address: str) -> None:
    user = getattr(cast, who)
    client = with_password_only(user)
    assert client.get(address)["Location"] == INDEX
    add_app(user)
    answer = client.get(address)
    assert answer.status_code == 200 or answer["Location"].startswith(address)


def test_the_demonstration_lets_them_through(cast: Cast, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    assert with_password_only(cast.administrator).get("/me/slip/").status_code == 200
    assert with_password_only(cast.trainer).get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["/me/", "/me/data/"])
def test_a_learner_is_never_asked(cast: Cast, address: str) -> None:
    assert with_password_only(cast.learner).get(address).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.commander, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert with_password_only(cast.commander).get("/readiness/")["Location"] == INDEX


def test_a_marked_view_is_guarded_wherever_it_lives() -> None:
    def view() -> None: ...

    assert guarded(view).needs_second_factor is True  # type: ignore[attr-defined]
