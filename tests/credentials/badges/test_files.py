"""A stranger with the signed file learns whether it is what was signed; nothing of it is ever canonicalised or kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from credentials.badges.files import LARGEST, UnreadableFile, judge_file, read_json
from credentials.models import Credential, CredentialSignature
from credentials.services import new_code, revoke_credential
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued

TODAY = NOW.date()


def content_of(held: Credential) -> bytes:
    return bytes(CredentialSignature.objects.get(credential=held).document)


def told(content: bytes) -> str:
    page = Client().post("/verify/file/", {"file": SimpleUploadedFile("badge.json", content)})
    assert page.status_code == 200
    assert "noindex" in page["X-Robots-Tag"]
    return page.content.decode()


def test_the_very_bytes_are_genuine(cast: Cast) -> None:
    text = told(content_of(issued(cast.learner)))
    assert "This file is genuine" in text
    assert "A. D." in text
    assert "Diallo" not in text


def test_the_same_json_written_otherwise_is_genuine(cast: Cast) -> None:
    document = json.loads(content_of(issued(cast.learner)))
    for again in (json.dumps(document), json.dumps(document, indent=4, sort_keys=True), "\ufeff" + json.dumps(document)):
        assert judge_file(again.encode(), TODAY).kind == "genuine"


def test_a_pasted_file_is_read_as_well(cast: Cast) -> None:
    page = Client().post("/verify/file/", {"text": content_of(issued(cast.learner)).decode()})
    assert "This file is genuine" in page.content.decode()


def test_of_the_file_and_its_content_one_is_asked_for_and_neither_is_called_optional() -> None:
    text = Client().get("/verify/file/").content.decode()
    assert text.count("(one of the two)") == 2
    assert "(optional)" not in text


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "score": lambda d: d["credentialSubject"]["result"][0].update(value="100"),
    "expiry": lambda d: d.update(validUntil="2099-01-01T00:00:00Z"),
    "added term": lambda d: d.update(grade="with honours"),
    "number for a boolean": lambda d: d["credentialSubject"]["identifier"][0].update(hashed=1),
    "no proof": lambda d: d.pop("proof"),
    "another's proof": lambda d: d["proof"].update(proofValue="z" + "1" * 80),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_changed_file_is_called_altered(cast: Cast, how: str) -> None:
    document = json.loads(content_of(issued(cast.learner)))
    CHANGES[how](document)
    assert judge_file(json.dumps(document).encode(), TODAY).kind == "altered"


def test_an_altered_file_shows_nothing_of_the_certificate(cast: Cast) -> None:
    text = told(content_of(issued(cast.learner)).replace(b"Completed", b"Failed"))
    assert "Altered" in text
    assert "A. D." not in text


def test_genuine_is_not_valid(cast: Cast) -> None:
    held = issued(cast.learner)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    text = told(content_of(held))
    assert "It was withdrawn on" in text
    assert REASON not in text
    old = judge_file(content_of(issued(cast.comrade, at=NOW - timedelta(days=3 * 365))), TODAY)
    assert old.verdict is not None
    assert old.verdict.state == "expired"


def test_another_issuers_file_and_an_unknown_code_are_alike(cast: Cast) -> None:
    document = json.loads(content_of(issued(cast.learner)))
    for other in (
        "urn:uuid:1",
        f"https://elsewhere.example/v/{new_code()}/",
        f"http://localhost:8000/v/{new_code()}/",
        document["id"] + "?x",
        7,
        None,
    ):
        assert judge_file(json.dumps(document | {"id": other}).encode(), TODAY).kind == "foreign"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b"\xff\xfe", b'{"id": NaN}', b'{"id": 1, "id": 2}', b"[" * 60_000, b'{"a":' * 12_000, b"9" * 60_000],
)
def test_what_is_no_credential_file_is_said_to_be_none(db: None, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_json(content)
    assert "not a certificate" in told(content) or not content


def test_a_file_of_ours_with_half_a_letter_in_it_is_answered_as_well(cast: Cast) -> None:
    document = json.loads(content_of(issued(cast.learner)))
    assert "not a certificate" in told(json.dumps(document | {"name": "\ud800"}).encode())


def test_a_file_beyond_the_bound_is_not_read(db: None) -> None:
    assert "too large" in told(b" " * (LARGEST + 1))
    page = Client().post("/verify/file/", {"text": "x" * (LARGEST + 1)})
    assert "at most" in page.content.decode()


def test_without_file_and_text_the_form_asks_again(db: None) -> None:
    assert "Choose a file, or paste its content." in Client().post("/verify/file/", {}).content.decode()


def test_no_canonicaliser_runs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crafted graph of two kilobytes keeps one busy for many seconds; so none is ever asked."""
    from pyld import jsonld

    content = content_of(issued(cast.learner))
    monkeypatch.setattr(jsonld, "normalize", None)
    assert judge_file(content, TODAY).kind == "genuine"
    assert judge_file(content.replace(b"Completed", b"Failed"), TODAY).kind == "altered"


def test_an_erased_document_is_still_known_by_its_digest(cast: Cast) -> None:
    held = issued(cast.learner)
    content = content_of(held)
    CredentialSignature.objects.update(document=b"")
    assert judge_file(content, TODAY).kind == "genuine"
    assert judge_file(content.replace(b"Completed", b"Failed"), TODAY).kind == "altered"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_an_erased_document_is_known_however_it_was_pasted(cast: Cast, line_end: str, mark: str, end: str) -> None:
    """Browsers paste with other line ends than the file has; editors add a mark in front or a line at the end."""
    held = issued(cast.learner)
    text = content_of(held).decode()
    CredentialSignature.objects.update(document=b"")
    pasted = mark + text.replace("\n", line_end) + end
    assert judge_file(pasted.encode(), TODAY).kind == "genuine"
    assert judge_file(pasted.replace("Completed", "Failed").encode(), TODAY).kind == "altered"
