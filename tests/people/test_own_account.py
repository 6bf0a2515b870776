"""The own account page: what it shows, and the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from people.models import User
from people.services import post_person
from tests.conftest import Cast

ME = "/me/"
ClientOf = Callable[[User | None], Client]


def test_it_shows_who_the_site_takes_me_for(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.learner).get(ME).content.decode()
    for shown in (cast.learner.name, cast.learner.username, "Private", cast.platoon.name):
        assert shown in text


def test_the_unit_is_the_one_of_today(cast: Cast, client_of: ClientOf) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=timezone.localdate() + timedelta(days=1), at=timezone.now())
    text = client_of(cast.learner).get(ME).content.decode()
    assert cast.platoon.name in text
    assert cast.bravo.name not in text


def test_the_language_is_kept_for_every_phone(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    answer = client.post(ME, {"language": "ar"})
    assert answer["Location"] == ME
    assert answer.cookies["django_language"].value == "ar"
    cast.learner.refresh_from_db()
    assert cast.learner.language == "ar"
    assert 'dir="rtl"' in client.get(ME).content.decode()


def test_a_language_that_we_do_not_speak_is_refused(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.learner).post(ME, {"language": "xx"}).status_code == 200
    cast.learner.refresh_from_db()
    assert cast.learner.language == "en"


def test_nothing_else_can_be_changed_there(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.learner).post(ME, {"language": "fr", "name": "Somebody Else", "is_superuser": "on", "username": "QM-1"})
    fresh = User.objects.get(pk=cast.learner.pk)
    assert (fresh.name, fresh.is_superuser, fresh.username) == (cast.learner.name, False, cast.learner.username)


def test_the_editors_account_page_leads_here(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.trainer).get("/admin/account/")["Location"] == ME


def test_administrators_find_the_slips_from_here(cast: Cast, client_of: ClientOf) -> None:
    assert "/me/slip/" in client_of(cast.administrator).get(ME).content.decode()
    assert "/me/slip/" not in client_of(cast.commander).get(ME).content.decode()
