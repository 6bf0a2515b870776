"""Whoever takes the audit log away again and again is put off in words, and keeps what was asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from people.models import User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]


def test_the_eleventh_file_of_a_minute_waits(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    answers = [client.get("/audit/entries.csv", {"event": "roll"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    page = answers[-1].content.decode()
    assert "Very many files were made in a short time." in page
    assert 'value="roll"' in page
