"""Messages inside the application: unread first, read by a deed, and a way to act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from people.models import Notice, User
from people.own_data import everything
from people.services import Message, notify_people
from tests.conftest import NOW, Cast

ClientOf = Callable[[User | None], Client]


def tell(user: User, *texts: str, by: User | None = None, url: str = "/learn/", language: str = "en") -> list[Notice]:
    """Messages, each a minute after the one before."""
    return [
        notify_people(messages=[Message(user.pk, text, language, url)], at=NOW + timedelta(minutes=n), by=by)[0]
        for n, text in enumerate(texts)
    ]


def page(client: Client) -> str:
    answer = client.get("/me/messages/")
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_unread_ones_stand_first_and_the_latest_before_the_older(cast: Cast, client_of: ClientOf) -> None:
    first, second, third = tell(cast.learner, "Erste", "Zweite", "Dritte")
    client = client_of(cast.learner)
    client.post(f"/me/messages/{third.pk}/open/")
    text = page(client)
    places = [text.index(f">{notice.text}</p>") for notice in (second, first, third)]
    assert places == sorted(places)


def test_opening_one_marks_it_and_leads_to_where_to_act(cast: Cast, client_of: ClientOf) -> None:
    (notice,) = tell(cast.learner, "Go on")
    answer = client_of(cast.learner).post(f"/me/messages/{notice.pk}/open/")
    assert answer["Location"] == "/learn/"
    assert not Notice.objects.of(cast.learner).unread().exists()


def test_looking_marks_nothing(cast: Cast, client_of: ClientOf) -> None:
    tell(cast.learner, "Go on")
    page(client_of(cast.learner))
    assert Notice.objects.of(cast.learner).unread().count() == 1


def test_all_are_marked_at_once_and_those_of_others_stay(cast: Cast, client_of: ClientOf) -> None:
    tell(cast.learner, "One", "Two")
    tell(cast.comrade, "Three")
    client_of(cast.learner).post("/me/messages/read/")
    assert set(Notice.objects.unread().values_list("user", flat=True)) == {cast.comrade.pk}


def test_the_moment_of_reading_stays_the_first(cast: Cast, client_of: ClientOf) -> None:
    (notice,) = tell(cast.learner, "One")
    client = client_of(cast.learner)
    client.post(f"/me/messages/{notice.pk}/open/")
    notice.refresh_from_db()
    read_at = notice.read_at
    client.post(f"/me/messages/{notice.pk}/open/")
    client.post("/me/messages/read/")
    notice.refresh_from_db()
    assert notice.read_at == read_at


def test_nobody_opens_anothers_message(cast: Cast, client_of: ClientOf) -> None:
    (notice,) = tell(cast.learner, "For Amina alone")
    assert client_of(cast.administrator).post(f"/me/messages/{notice.pk}/open/").status_code == 404
    assert "For Amina alone" not in page(client_of(cast.administrator))
    assert Notice.objects.unread().exists()


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\\\\elsewhere", ""]
)
def test_a_message_leads_nowhere_else(cast: Cast, client_of: ClientOf, url: str) -> None:
    (notice,) = tell(cast.learner, "Look here", url=url)
    assert client_of(cast.learner).post(f"/me/messages/{notice.pk}/open/")["Location"] == "/me/messages/"


def test_it_says_who_wrote_and_keeps_the_direction_of_its_language(cast: Cast, client_of: ClientOf) -> None:
    tell(cast.learner, "تذكير", by=cast.commander, language="ar")
    tell(cast.learner, "<b>Bold</b>")
    text = page(client_of(cast.learner))
    assert cast.commander.short_label in text
    assert 'lang="ar" dir="rtl">تذكير' in text
    assert "&lt;b&gt;Bold" in text


def test_the_learners_home_counts_the_new_ones(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    assert "new message" not in client.get("/learn/").content.decode()
    tell(cast.learner, "One", "Two")
    assert "2 new messages" in client.get("/learn/").content.decode()


def test_many_are_told_at_once_in_their_order(cast: Cast) -> None:
    people = [cast.learner, cast.comrade]
    notices = notify_people(messages=[Message(p.pk, p.name, "en") for p in people], at=NOW)
    assert [(n.user_id, n.text) for n in notices] == [(p.pk, p.name) for p in people]


def test_they_are_among_the_own_data(cast: Cast) -> None:
    tell(cast.learner, "One", by=cast.commander)
    (row,) = everything(cast.learner)["messages"].rows
    assert (row["text"], row["from"], row["read_at"]) == ("One", cast.commander.short_label, None)


@pytest.mark.parametrize(("language", "verb"), [("ar", "افتح"), ("fr", "Ouvrir")])
def test_its_button_is_a_verb_in_every_language(cast: Cast, client_of: ClientOf, language: str, verb: str) -> None:
    tell(cast.learner, "Go on")
    page = client_of(cast.learner).get("/me/messages/", headers={"accept-language": language}).content.decode()
    assert f">{verb}<" in page
