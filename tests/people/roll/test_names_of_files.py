"""A list is taken by its name and by what stands in it; neither alone is enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from people.models import RollImport, User
from tests.conftest import Cast
from tests.people.roll.lists import as_csv

ClientOf = Callable[[User | None], Client]
LIST = as_csv([["77001", "Zoé Petit", "", "", ""]])


def send(client: Client, cast: Cast, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    client.post("/roll/", {"unit": cast.alpha.pk, "on": timezone.localdate().isoformat(), "file": file})


@pytest.mark.parametrize("name", ["roll.php", "roll.csv.exe", "roll.svg", "roll", "roll.html"])
def test_a_list_under_another_name_is_refused(cast: Cast, client_of: ClientOf, name: str) -> None:
    send(client_of(cast.administrator), cast, name, LIST)
    assert not RollImport.objects.exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7\x00\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04broken", b"MZ\x90\x00\x03"])
@pytest.mark.parametrize("name", ["roll.csv", "roll.xlsx"])
def test_something_else_under_the_name_of_a_list_is_refused(cast: Cast, client_of: ClientOf, name: str, content: bytes) -> None:
    send(client_of(cast.administrator), cast, name, content)
    assert not RollImport.objects.exists()


@pytest.mark.parametrize("name", ["ROLL.CSV", "roll.txt", "قائمة.csv"])
def test_letters_and_capitals_of_a_name_do_not_matter(cast: Cast, client_of: ClientOf, name: str) -> None:
    send(client_of(cast.administrator), cast, name, LIST)
    assert RollImport.objects.count() == 1
