"""A credential is signed when it is issued; the exact bytes are kept and served, and no change to them passes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from credentials.badges.keys import NoSigningKey, public_keys, signing_key
from credentials.badges.proof import BADGES, VC, DroppedTerm, is_genuine, signed
from credentials.models import Credential, CredentialSignature
from tests.conftest import NOW, Cast
from tests.credentials.issued import issued


def document_of(credential: Credential) -> dict[str, Any]:
    return json.loads(bytes(credential.signature.document))


def test_issuing_signs_and_keeps_the_exact_bytes(cast: Cast, client_of: Callable[..., Client]) -> None:
    held = issued(cast.learner)
    kept = CredentialSignature.objects.get(credential=held)
    answer = client_of(cast.learner).get(f"/certificates/{held.code}/badge.json")
    assert answer.content == bytes(kept.document)
    assert sha256(answer.content).hexdigest() == kept.digest
    assert answer["Content-Type"] == "application/vc"
    assert is_genuine(json.loads(answer.content), public_keys()[kept.key_number])


def test_it_says_what_the_certificate_says(cast: Cast) -> None:
    held = issued(cast.learner)
    document = document_of(held)
    assert document["id"] == f"http://localhost:8000/v/{held.code}/"
    assert document["validFrom"] == "2026-11-24T10:00:00Z"
    assert document["validUntil"] == "2028-11-24T23:59:59Z"
    assert document["issuer"]["id"] == "did:web:localhost%3A8000"
    assert document["credentialSubject"]["achievement"]["name"] == held.title


def test_neither_name_nor_number_nor_unit_is_in_the_file(cast: Cast) -> None:
    text = bytes(issued(cast.learner).signature.document).decode()
    for personal in ("Amina", "Diallo", cast.learner.username, cast.learner.service_number, "Platoon", "Alpha", "MERCON"):
        assert personal not in text


def test_the_holder_is_known_again_by_the_salted_hash_of_the_sign_in_name(cast: Cast) -> None:
    [identity] = document_of(issued(cast.learner))["credentialSubject"]["identifier"]
    assert identity["identityHash"] == "sha256$" + sha256(f"{cast.learner.username}{identity['salt']}".encode()).hexdigest()


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    *way, last = path.split("/")

    def changed(document: dict[str, Any]) -> None:
        for step in way:
            document = document[int(step) if step.isdigit() else step]  # type: ignore[index]
        document[last] = value

    return changed


CHANGES = {
    "score": change("credentialSubject/result/0/value", "100"),
    "name": change("name", "Another course"),
    "achievement": change("credentialSubject/achievement/name", "Another course"),
    "expiry": change("validUntil", "2099-01-01T00:00:00Z"),
    "issuer": change("issuer/id", "did:web:elsewhere.example"),
    "issuer's name": change("issuer/name", "Another centre"),
    "holder": change("credentialSubject/identifier/0/salt", "0" * 32),
    "place in the list": change("credentialStatus/statusListIndex", "1"),
    "added term": change("credentialSubject/grade", "with honours"),
    "added type": lambda document: document["type"].append("DiplomaCredential"),
    "moment of the proof": change("proof/created", "2020-01-01T00:00:00Z"),
    "key": change("proof/verificationMethod", "did:web:localhost%3A8000#key-99"),
    "suite": change("proof/cryptosuite", "ecdsa-rdfc-2019"),
    "purpose": change("proof/proofPurpose", "authentication"),
}


@pytest.mark.parametrize("how", CHANGES)
def test_no_change_passes(cast: Cast, how: str) -> None:
    document = document_of(issued(cast.learner))
    key = public_keys()[signing_key().number]
    assert is_genuine(document, key)
    CHANGES[how](document)
    assert not is_genuine(document, key)


@pytest.mark.parametrize(
    "part", [{"holderOfNothing": "x"}, {"type": ["VerifiableCredential", "NoSuchType"]}, {"description": {"unknown": "y"}}]
)
def test_what_the_contexts_do_not_know_is_never_signed(part: dict[str, Any]) -> None:
    document = {"@context": [VC, BADGES], "id": "urn:x:1", "type": ["VerifiableCredential"], **part}
    with pytest.raises(DroppedTerm):
        signed(document, signing_key(), NOW)


def test_a_context_that_is_not_kept_here_is_never_fetched() -> None:
    with pytest.raises(DroppedTerm):
        signed({"@context": ["https://elsewhere.example/context"], "id": "urn:x:1"}, signing_key(), NOW)


def test_without_a_key_production_issues_nothing(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.PRODUCTION, settings.SIGNING_KEYS_DIR = True, tmp_path
    with pytest.raises(NoSigningKey):
        issued(cast.learner)
    assert not Credential.objects.exists()


def test_what_was_issued_before_there_were_signatures_is_signed_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    held = issued(cast.learner)
    CredentialSignature.objects.all().delete()
    for said in ("1 certificates signed.", "0 certificates signed."):
        call_command("sign_credentials")
        assert said in capsys.readouterr().out
    held.refresh_from_db()
    assert document_of(held)["validFrom"] == "2026-11-24T10:00:00Z"


@pytest.mark.parametrize("part", ["document", "digest", "key_number"])
def test_a_command_finds_what_was_changed_in_the_database(cast: Cast, part: str) -> None:
    held, other = issued(cast.learner), issued(cast.comrade)
    call_command("check_signatures")
    flipped = bytearray(held.signature.document)
    flipped[len(flipped) // 2] ^= 1
    wrong = {"document": bytes(flipped), "digest": "0" * 64, "key_number": 99}[part]
    CredentialSignature.objects.filter(pk=held.pk).update(**{part: wrong})
    with pytest.raises(CommandError, match=rf"1 certificates do not fit their signature: {held.pk}\."):
        call_command("check_signatures")
    assert other.pk != held.pk


def test_the_moment_of_the_proof_is_that_of_the_issue(cast: Cast) -> None:
    at = datetime(2026, 11, 24, 9, 30, 1, tzinfo=UTC)
    assert document_of(issued(cast.learner, at=at))["proof"]["created"] == "2026-11-24T09:30:01Z"
