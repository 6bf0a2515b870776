"""Who is signed in is asked at every visit: what ends a session, or an account, ends it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast, signed_in_client

pytestmark = pytest.mark.django_db
HOME = "/learn/"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = signed_in_client(cast.learner)
    assert client.get(HOME).status_code == 200
    return client


def is_out(client: Client) -> bool:
    """Led to the sign-in, and the browser is told to drop the pages that it kept."""
    answer = client.get(HOME)
    return answer.status_code == 302 and answer.headers.get("Clear-Site-Data") == '"cache"'


def test_a_session_that_was_deleted_is_over(client: Client) -> None:
    Session.objects.all().delete()
    assert is_out(client)
    assert "Clear-Site-Data" not in client.get(HOME).headers, "once is enough"


def test_a_session_that_expired_is_over(client: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert is_out(client)


def test_an_account_that_was_closed_is_signed_out(client: Client, cast: Cast) -> None:
    type(cast.learner).objects.filter(pk=cast.learner.pk).update(is_active=False)
    assert is_out(client)


def test_another_password_signs_out(client: Client, cast: Cast) -> None:
    cast.learner.set_password("another long password")
    cast.learner.save()
    assert is_out(client)


def test_an_invented_key_opens_nothing(db: None) -> None:
    stranger = Client()
    stranger.cookies["sessionid"] = "z" * 32
    assert stranger.get(HOME).status_code == 302


def test_whoever_was_never_in_keeps_what_the_browser_has(client: Client) -> None:
    stranger = Client()
    stranger.post("/quiz/start/1/")
    assert "Clear-Site-Data" not in stranger.get(HOME).headers
    assert "Clear-Site-Data" not in client.get(HOME).headers
