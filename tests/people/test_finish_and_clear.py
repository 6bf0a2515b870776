"""“Finish and clear” leaves nothing on a shared phone."""

from __future__ import annotations

from django.test import Client

from tests.conftest import Cast
from tests.people.at_the_door import is_signed_in, sign_in

FINISH = "/me/finish/"


def test_it_signs_out_and_tells_the_browser_to_forget(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    old = client.cookies["sessionid"].value
    answer = client.post(FINISH)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "Nothing was left on this phone." in answer.content.decode()
    assert not is_signed_in(client)
    client.cookies["sessionid"] = old
    assert client.get("/me/").status_code == 302


def test_no_cookie_outlives_it(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    client.get("/me/")
    assert {"sessionid", "country", "django_language", "csrftoken"} <= set(client.cookies)
    answer = client.post(FINISH)
    assert {name for name, morsel in answer.cookies.items() if morsel["max-age"] != 0} == set()
    assert {name for name, morsel in client.cookies.items() if morsel["max-age"] != 0} == set()


def test_a_stranger_whose_session_ended_before_gets_the_same_page(db: None) -> None:
    assert "You are signed out." in Client().post(FINISH).content.decode()


def test_a_link_alone_does_nothing(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.learner.username)
    assert client.get(FINISH).headers["Location"] == "/me/"
    assert is_signed_in(client)


def test_the_page_is_kept_by_no_cache(db: None) -> None:
    assert "no-store" in Client().post(FINISH)["Cache-Control"]
