"""W3C Data Integrity proofs with the suite eddsa-rdfc-2022 (https://www.w3.org/TR/vc-di-eddsa/, section 3.2).

Algorithm and keys are fixed here; nothing in a document chooses them. Only documents of our own making are ever
canonicalised: a small hostile graph keeps the canonicaliser busy for many seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from credentials.badges.keys import PublicKey, SigningKey
from credentials.badges.multibase import base58btc, base58btc_bytes

CONTEXTS = Path(__file__).parent / "contexts"
VC = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
FILES = {VC: "credentials-v2.json", BADGES: "open-badges-3.0.3.json", EXTENSIONS: "open-badges-extensions.json"}
SUITE = "eddsa-rdfc-2022"
TYPE = re.compile(r"<http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <[^>]+#[^>]+>")  # of a type that a context names
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class DroppedTerm(ValueError):
    """Something in the document would not be covered by the signature."""


def instant(at: datetime) -> str:
    """A moment as xsd:dateTimeStamp, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed(document: Mapping[str, Any], key: SigningKey, at: datetime) -> dict[str, Any]:
    """The document with its proof. Raises DroppedTerm when a part of it would stay unsigned."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": instant(at),
        "verificationMethod": key.public.id,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_hashed(document, options))
    return {**document, "proof": {**options, "proofValue": base58btc(signature)}}


def is_genuine(document: Mapping[str, Any], key: PublicKey) -> bool:
    """Whether the proof is this key's, over this document. For documents that we stored, never for what a stranger sent."""
    proof = dict(document.get("proof") or {})
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    try:
        signature = base58btc_bytes(str(proof.pop("proofValue", "")))
        message = _hashed(unsigned, proof)
    except ValueError:
        return False
    fits = proof.get("cryptosuite") == SUITE and proof.get("verificationMethod") == key.id
    return fits and key.verifies(signature, message)


def _hashed(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """What is signed: the hash of the proof's options, then that of the document."""
    config = {"@context": document["@context"], **options}
    return b"".join(sha256(_canonical(part).encode()).digest() for part in (config, document))


def _canonical(document: Mapping[str, Any]) -> str:
    """Its RDF graph as sorted N-Quads (RDFC-1.0), with everything in it."""
    from pyld import jsonld  # costs memory that most workers never need

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    try:
        quads: str = jsonld.normalize(deepcopy(dict(document)), options)
    except jsonld.JsonLdError as error:
        raise DroppedTerm(str(error)) from error
    _refuse_dropped(document, quads)
    return quads


def _load(url: str, options: Any = None) -> dict[str, Any]:
    """Contexts from files alone. Raises ValueError for an address that no file here answers."""
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _context(url)}


@cache
def _context(url: str) -> Any:
    if url not in FILES:
        raise ValueError(f"No context is kept for {url}.")
    return json.loads((CONTEXTS / FILES[url]).read_text())


def _refuse_dropped(document: Mapping[str, Any], quads: str) -> None:
    """JSON-LD drops terms that its context does not know without a word; then they could be changed at will."""
    types = 0
    for name, value in _leaves({k: v for k, v in document.items() if k != "@context"}):
        if name == "type":
            types += 1
        elif not any(form in quads for form in (f'"{_written(value)}"', f"<{value}>", f"#{value}>")):
            raise DroppedTerm(f"“{name}” would not be signed.")
    if types != len(TYPE.findall(quads)):
        raise DroppedTerm("A type would not be signed.")


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, key)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _leaves(inner, name)
    else:
        yield name, value


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).translate(ESCAPES)
