"""A certificate is the holder's own; whoever could open those of others needs a second factor."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from credentials.models import Credential
from credentials.services import issue_credential
from people.levels import Level
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_achievement

BACKEND = "people.backends.AuthenticationBackend"


def with_password_alone(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def certificate_of(user: User, at: datetime) -> Credential:
    return issue_credential(holder=user, achievement=make_achievement(), level=Level.EVERYONE, at=at)


def test_a_soldier_opens_the_own_certificate_with_a_password_alone(cast: Cast, now: datetime) -> None:
    held = certificate_of(cast.learner, now)
    assert with_password_alone(cast.learner).get(f"/certificates/{held.code}/").status_code == 200


def test_a_commander_needs_a_second_factor_even_for_a_certificate_of_the_own_subtree(cast: Cast, now: datetime) -> None:
    held = certificate_of(cast.learner, now)
    answer = with_password_alone(cast.commander).get(f"/certificates/{held.code}/")
    assert answer["Location"] == "/account/2fa/"
