"""Keys lie in a folder outside the database; the next one takes over without a certificate becoming worthless."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from credentials.badges import keys as key_store
from credentials.badges.claims import read_claim
from credentials.badges.keys import issuer_did, make_key, public_keys, signing_key
from credentials.badges.rotation import rotate_key
from credentials.badges.signing import is_intact
from tests.conftest import Cast
from tests.credentials.issued import issued


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    return tmp_path / "keys"


def published() -> dict[str, str]:
    document = json.loads(Client().get("/.well-known/did.json").content)
    return {method["id"]: method["publicKeyMultibase"] for method in document["verificationMethod"]}


def test_the_first_key_is_for_the_server_alone(keys: Path) -> None:
    assert signing_key().number == 1
    [file] = keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


def test_whoever_comes_second_uses_the_key_of_the_first(keys: Path) -> None:
    make_key(1)
    first = signing_key().public.raw
    make_key(1)
    assert signing_key().public.raw == first
    assert [file.name for file in keys.iterdir()] == ["key-1.pem"]


def test_the_issuers_document_names_every_key(keys: Path) -> None:
    document = json.loads(Client().get("/.well-known/did.json").content)
    assert document["id"] == "did:web:localhost%3A8000"
    assert document["assertionMethod"] == ["did:web:localhost%3A8000#key-1"]
    rotate_key()
    assert published() == {f"{issuer_did()}#key-{n}": key.multikey for n, key in public_keys().items()}
    assert len(published()) == 2


def test_a_key_that_was_taken_away_verifies_nothing_any_more(cast: Cast, keys: Path) -> None:
    old = issued(cast.learner)
    rotate_key()
    (keys / "key-1.pub").unlink()
    assert not is_intact(old.signature)
    with pytest.raises(ValueError, match="No key"):
        read_claim(old.code, old.signature.claim, public_keys())


def test_a_key_of_another_kind_is_refused(keys: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    from credentials.badges.keys import PKCS8, NoSigningKey

    keys.mkdir()
    assert serialization.Encoding.PEM in PKCS8
    (keys / "key-1.pem").write_bytes(ec.generate_private_key(ec.SECP256R1()).private_bytes(*PKCS8))
    with pytest.raises(NoSigningKey):
        signing_key()


def test_a_rotation_between_the_list_and_the_reading_is_survived(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Whoever listed the files before the private one went away reads again."""
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    for read in (key_store.signing_key, key_store.public_keys):
        rotate_key()
        stale, real = key_store.key_files(), key_store.key_files
        rotate_key()
        answers = [stale]
        monkeypatch.setattr(key_store, "key_files", lambda real=real, answers=answers: answers.pop() if answers else real())
        assert read()
        assert not answers
        monkeypatch.setattr(key_store, "key_files", real)


def test_nobody_answers_from_an_older_copy_of_the_keys(db: None) -> None:
    assert "no-cache" in Client().get("/.well-known/did.json")["Cache-Control"]
