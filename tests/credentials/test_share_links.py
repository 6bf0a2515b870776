"""The holder shares the full name by an own link, and withdraws it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import ShareLink
from credentials.services import new_code, revoke_credential
from credentials.sharing import MOST_OPEN, share_credential
from people.models import Posting, User
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued

ClientOf = Callable[[User | None], Client]


def shared(cast: Cast, client_of: ClientOf) -> str:
    held = issued(cast.learner)
    page = client_of(cast.learner).post(f"/certificates/{held.code}/share/", follow=True)
    [link] = ShareLink.objects.all()
    assert f"http://localhost:8000/s/{link.token}/" in page.content.decode()
    return f"/s/{link.token}/"


def test_whoever_has_the_link_reads_the_full_name_and_the_state(cast: Cast, client_of: ClientOf) -> None:
    answer = Client().get(shared(cast, client_of))
    text = answer.content.decode()
    assert "Amina Diallo" in text
    assert "Valid until" in text
    assert not [word for word in (cast.learner.service_number, "Alpha", "Platoon", "MERCON") if word in text]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_a_revocation_shows_there_at_once(cast: Cast, client_of: ClientOf) -> None:
    url = shared(cast, client_of)
    held = cast.learner.credentials.get()  # type: ignore[attr-defined]
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    text = Client().get(url).content.decode()
    assert "Do not accept it." in text
    assert REASON not in text


def test_withdrawn_it_is_like_a_link_that_never_was(cast: Cast, client_of: ClientOf) -> None:
    url = shared(cast, client_of)
    link = ShareLink.objects.get()
    for other in (cast.comrade, cast.commander, cast.administrator):
        assert client_of(other).post(f"/shared/{link.pk}/withdraw/").status_code == 404
    client_of(cast.learner).post(f"/shared/{link.pk}/withdraw/")
    assert Client().get(url).status_code == Client().get(f"/s/{new_code()}/").status_code == 404
    assert link.token not in client_of(cast.learner).get(link.credential.get_absolute_url()).content.decode()


def test_nobody_else_makes_a_link(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    for other in (cast.comrade, cast.commander, cast.administrator):
        assert client_of(other).post(f"/certificates/{held.code}/share/").status_code == 404
        with pytest.raises(ValueError, match="holder"):
            share_credential(credential=held, by=other, at=NOW)
    assert "/share/" not in client_of(cast.commander).get(held.get_absolute_url()).content.decode()


def test_links_have_an_upper_end(cast: Cast) -> None:
    held = issued(cast.learner)
    for _ in range(MOST_OPEN):
        share_credential(credential=held, by=cast.learner, at=NOW)
    with pytest.raises(ValueError, match="Too many"):
        share_credential(credential=held, by=cast.learner, at=NOW)


def test_the_holder_keeps_page_sheet_and_file_after_the_posting_ends(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    yesterday = timezone.localdate() - timedelta(days=1)
    Posting.objects.filter(user=cast.learner).update(ends_on=yesterday)
    client = client_of(cast.learner)
    for path in ("", "sheet.pdf", "badge.json"):
        assert client.get(held.get_absolute_url() + path).status_code == 200
    assert client_of(cast.commander).get(held.get_absolute_url()).status_code == 404
