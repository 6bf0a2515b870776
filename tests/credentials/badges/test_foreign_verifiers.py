"""Verifiers that others wrote accept what we sign, and refuse every change to it.

Those of JavaScript run in Node (``make test`` installs them where Node is); their network is a handful of files from this test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft201909Validator

from credentials.badges.keys import public_keys
from credentials.badges.rotation import rotate_key
from credentials.models import Credential
from credentials.services import revoke_credential
from tests.conftest import Cast
from tests.credentials.badges.test_signing import change
from tests.credentials.issued import REASON, issued

FOREIGN = Path(__file__).resolve().parent.parent.parent / "foreign"
SCHEMA = FOREIGN / "schemas" / "ob_v3p0_achievementcredential_schema.json"
ISSUER = "https://train.example"


@pytest.fixture(autouse=True)
def _issuer(settings: Any, tmp_path: Path) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = ISSUER, ["*"]
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"


def flip(document: dict[str, Any]) -> None:
    value = document["proof"]["proofValue"]
    document["proof"]["proofValue"] = value[:20] + ("2" if value[20] != "2" else "3") + value[21:]


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "score": change("credentialSubject/result/0/value", "100"),
    "name": change("credentialSubject/achievement/name", "Another course"),
    "expiry": change("validUntil", "2099-01-01T00:00:00Z"),
    "issuer": change("issuer/id", "did:web:elsewhere.example"),
    "added term": change("credentialSubject/grade", "with honours"),
    "flipped byte": flip,
}


def document_of(held: Credential) -> dict[str, Any]:
    return json.loads(bytes(held.signature.document))


def served(path: str) -> Any:
    return json.loads(Client().get(path).content)


@pytest.fixture
def documents(cast: Cast) -> dict[str, dict[str, Any]]:
    """A good one, the same with each change, one of an older key, an expired and a revoked one."""
    at = timezone.now() - timedelta(minutes=5)
    old = issued(cast.commander, at=at)
    rotate_key()
    good = document_of(issued(cast.learner, at=at))
    taken_back = issued(cast.comrade, at=at)
    revoke_credential(credential=taken_back, by=cast.administrator, reason=REASON, at=at)
    expired = issued(cast.trainer, at=at - timedelta(days=3 * 365))
    cases = {"good": good, "older key": document_of(old), "revoked": document_of(taken_back), "expired": document_of(expired)}
    for name, spoil in CHANGES.items():
        cases[name] = deepcopy(good)
        spoil(cases[name])
    return cases


@pytest.fixture
def node() -> str:
    return ready_node()


def ready_node() -> str:
    """Where the foreign verifiers stand ready; else these tests are skipped, and fail in the checks."""
    is_there = shutil.which("node") is not None and (FOREIGN / "node_modules").is_dir()
    if not is_there and os.environ.get("BLUEHELM_STRICT") == "1":
        pytest.fail("BLUEHELM_STRICT=1, and the foreign verifiers are not installed: make foreign")
    if not is_there:
        pytest.skip("no foreign verifiers here: install Node 20 and run make foreign")
    return "node"


@pytest.mark.parametrize("lacking", ["Node", "the verifiers"])
def test_the_checks_fail_where_the_verifiers_are_not_ready(lacking: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if lacking == "Node":
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        monkeypatch.setattr("tests.credentials.badges.test_foreign_verifiers.FOREIGN", tmp_path)
    monkeypatch.setenv("BLUEHELM_STRICT", "1")
    with pytest.raises(pytest.fail.Exception, match="make foreign"):
        ready_node()
    monkeypatch.delenv("BLUEHELM_STRICT")
    with pytest.raises(pytest.skip.Exception):
        ready_node()


def test_the_checks_are_strict_and_install_the_verifiers() -> None:
    lines = (FOREIGN.parent.parent / ".ci" / "run").read_text().splitlines()
    assert lines.index("export BLUEHELM_STRICT=1") < lines.index("make foreign") < lines.index("make test")


def asked_of_node(node: str, cases: dict[str, Any]) -> dict[str, Any]:
    number = cases["good"]["credentialStatus"]["statusListCredential"].rsplit("/", 1)[1]
    files = {
        f"{ISSUER}/.well-known/did.json": served("/.well-known/did.json"),
        f"{ISSUER}/status/{number}": served(f"/status/{number}"),
        json.loads(SCHEMA.read_text())["$id"]: json.loads(SCHEMA.read_text()),
    }
    whole = json.dumps({"files": files, "cases": cases})
    answer = subprocess.run(  # noqa: S603
        [node, "verify.mjs"], cwd=FOREIGN, input=whole, capture_output=True, text=True, check=False, timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)["verdicts"]


def test_the_verifiers_of_javascript_agree(documents: dict[str, Any], node: str) -> None:
    verdicts = asked_of_node(node, documents)
    for name in ("good", "older key"):
        assert verdicts[name]["bazaar"] == "ok", name
        said = verdicts[name]["core"]
        assert (said["valid_signature"], said["expiration"], said["revocation_status"]) == (True, True, True), said
        assert said["schema"] == [True], said
    for name in CHANGES:
        assert verdicts[name]["bazaar"] != "ok", name
        assert verdicts[name]["core"].get("valid_signature") is not True, name
    assert verdicts["revoked"]["bazaar"] == "revoked"
    assert verdicts["revoked"]["core"]["revocation_status"] is False
    assert verdicts["expired"]["bazaar"] != "ok"
    assert verdicts["expired"]["core"]["expiration"] is False


def test_openbadgeslib_agrees(documents: dict[str, Any]) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    pem = Ed25519PublicKey.from_public_bytes(public_keys()[2].raw).public_bytes(*form)
    verifier = OB3LdpVerifier(pubkey_pem=pem)

    def accepts(name: str) -> bool:
        try:
            verifier.verify(json.dumps(documents[name]), **how)
        except OB3VerificationError:
            return False
        return True

    def list_of(address: str) -> bytes:
        return Client().get(address.removeprefix(ISSUER)).content

    # It reads the bits of our list; proofs of lists it knows as JWT alone, ours is checked by the verifiers of JavaScript.
    how: dict[str, Any] = {"check_status": True, "download": list_of, "verify_status_list": False}

    assert accepts("good")
    assert not accepts("revoked")
    verifier.verify(json.dumps(documents["revoked"]))  # whoever does not look at the list sees a true signature
    assert [name for name in (*CHANGES, "expired", "older key") if accepts(name)] == []


def test_the_official_schema_validates_it(documents: dict[str, Any]) -> None:
    validator = Draft201909Validator(json.loads(SCHEMA.read_text()))
    for name in ("good", "older key", "revoked", "expired"):
        assert list(validator.iter_errors(documents[name])) == []
    without = deepcopy(documents["good"])
    del without["credentialSubject"]["achievement"]["criteria"]
    assert list(validator.iter_errors(without)) != []
