"""The issuer's DID document (did:web, https://w3c-ccg.github.io/did-method-web/)."""

from __future__ import annotations

from typing import Any

from credentials.badges.keys import issuer_did, public_keys, signing_key


def issuer_document() -> dict[str, Any]:
    """Every key: older ones, for what they signed still verifies, and the next one a day before it signs."""
    did = issuer_did()
    signing_key()  # makes the first one where that is allowed
    methods = [
        {"id": key.id, "type": "Multikey", "controller": did, "publicKeyMultibase": key.multikey}
        for key in public_keys().values()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
