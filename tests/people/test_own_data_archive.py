"""One archive of everything: JSON with documented keys, a PDF to read, the files; for its owner alone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from pypdf import PdfReader

from people import archive
from people.audit.services import note
from people.models import User
from people.own_data import everything
from tests.conftest import NOW, Cast
from tests.factories.stage import furnish

ClientOf = Callable[[User | None], Client]
ADDRESS = "/me/data/bluehelm-own-data.zip"


@pytest.fixture
def stage(cast: Cast) -> dict[str, Any]:
    return furnish(cast)


def taken_by(client: Client) -> zipfile.ZipFile:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


def pages_of(taken: zipfile.ZipFile) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(taken.read("own-data.pdf"))).pages)
    return " ".join(text.replace("\u200b", "").split())


def test_it_holds_json_pdf_keys_and_files(cast: Cast, stage: dict[str, Any], client_of: ClientOf) -> None:
    taken, held = taken_by(client_of(cast.learner)), stage["learner-credential"]
    names = set(taken.namelist())
    assert {"own-data.json", "own-data.pdf", "keys.txt", f"certificates/certificate-{held.code}.json"} <= names
    assert any(name.startswith("scans/external-") for name in names)
    content = json.loads(taken.read("own-data.json"))
    assert content["account"][0]["sign_in_name"] == cast.learner.username
    for key in ("attempts", "runs", "decisions", "credentials", "external_certificates", "messages", "log"):
        assert content[key], key
    assert taken.read(f"certificates/certificate-{held.code}.json") == bytes(held.signature.document)


def test_every_key_is_said_in_words(cast: Cast, stage: dict[str, Any], client_of: ClientOf) -> None:
    taken = taken_by(client_of(cast.learner))
    keys = taken.read("keys.txt").decode()
    for section, rows in json.loads(taken.read("own-data.json")).items():
        assert f"{section}: " in keys
        for row in rows if isinstance(rows, list) else []:
            assert all(f"  {key}: " in keys for key in row), section


def test_the_pdf_reads_the_same(cast: Cast, stage: dict[str, Any], client_of: ClientOf) -> None:
    text = pages_of(taken_by(client_of(cast.learner)))
    for words in (
        "Everything held about you",
        "Amina Diallo",
        cast.learner.username,
        "1st Platoon",
        stage["learner-credential"].code,
    ):
        assert words in text


def test_it_is_in_the_readers_language(cast: Cast, client_of: ClientOf) -> None:
    cast.learner.language = "ar"
    cast.learner.save()
    client = client_of(cast.learner)
    client.cookies["django_language"] = "ar"
    assert pages_of(taken_by(client))


def test_nobody_elses_data_is_in_it(cast: Cast, stage: dict[str, Any], client_of: ClientOf) -> None:
    taken = taken_by(client_of(cast.comrade))
    whole = b"".join(taken.read(name) for name in taken.namelist()) + pages_of(taken).encode()
    for words in (cast.learner.name, cast.learner.username, stage["learner-credential"].code):
        assert words.encode() not in whole
    assert Client().get(ADDRESS).status_code == 302


def test_the_audit_log_about_the_person_is_in_it_without_other_numbers(cast: Cast) -> None:
    note("credential looked at", by=cast.commander.pk, at=NOW, credential=1, holder=cast.learner.pk)
    note("credential looked at", by=cast.commander.pk, at=NOW, credential=2, holder=cast.comrade.pk)
    [row] = everything(cast.learner)["log"].rows
    assert (row["event"], row["by"]) == ("Certificate looked at", "Somebody on duty")


def test_the_log_speaks_the_language_of_the_reader(cast: Cast) -> None:
    note("slips issued", by=cast.commander.pk, at=NOW, people=[cast.learner.pk])
    with translation.override("fr"):
        [row] = everything(cast.learner)["log"].rows
        assert row["event"] == gettext("Claim slips issued")
    assert row["event"] not in ("slips issued", "Claim slips issued")


def test_what_was_done_to_many_at_once_is_in_it(cast: Cast) -> None:
    note("slips issued", by=cast.commander.pk, at=NOW, people=[cast.comrade.pk, cast.learner.pk])
    note("slips issued", by=cast.commander.pk, at=NOW, people=[cast.comrade.pk])
    note("results looked at", by=cast.commander.pk, at=NOW, people=cast.learner.pk)  # how many, not who
    [row] = everything(cast.learner)["log"].rows
    assert (row["event"], row["by"]) == ("Claim slips issued", "Somebody on duty")


def test_it_is_bounded(cast: Cast, stage: dict[str, Any], client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    monkeypatch.setattr(archive, "ROWS_IN_PRINT", 1)
    taken = taken_by(client_of(cast.learner))
    assert not [name for name in taken.namelist() if name.startswith("certificates/")]
    assert "Too large for this archive" in taken.read("keys.txt").decode()
    assert "more stand in the JSON file" in pages_of(taken)


def test_it_is_not_asked_for_without_end(cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.views.ARCHIVES_AN_HOUR", "2/h/user")
    client = client_of(cast.learner)
    assert [client.get(ADDRESS).status_code for _ in range(3)] == [200, 200, 429]
