"""A list sent twice over a slow line is one roll; another list is another."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from people.models import RollImport, User
from tests.conftest import Cast
from tests.people.roll.lists import as_csv

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
