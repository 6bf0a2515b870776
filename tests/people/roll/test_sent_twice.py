"""A list sent twice over a slow line is one roll; another list is another; whoever sends it holds up nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from people.models import RollImport, User
from people.roll import services
from people.roll.reading import Table
from tests.conftest import Cast
from tests.people.roll.lists import as_csv, sent

ClientOf = Callable[[User | None], Client]


def test_a_form_sent_twice_is_one_roll(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)

    def send(name: str) -> str:
        file = SimpleUploadedFile("roll.csv", as_csv([["77001", name, "", "", ""]]))
        return client.post("/roll/", {"unit": cast.alpha.pk, "on": timezone.localdate().isoformat(), "file": file})["Location"]

    places = [send("Zoé Petit") for _ in range(2)]
    assert places == [f"/roll/{RollImport.objects.get().pk}/columns/"] * 2
    send("Zoé Grand")
    assert RollImport.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_before_anything_is_held(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading takes seconds, in which on SQLite nobody else could write."""
    read, held = services.read_table, []

    def watched(content: bytes) -> Table:
        held.append(connection.in_atomic_block)
        return read(content)

    monkeypatch.setattr(services, "read_table", watched)
    sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]))
    assert held == [False]
