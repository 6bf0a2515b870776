"""A credential as Open Badges 3.0 says it, and the signed status list: plain documents from frozen rows, before they are signed.

Neither names the holder, the unit or the mission: whoever holds the file proves by the service number whose it is.
"""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from base.printing import plain
from credentials.badges.keys import issuer_did
from credentials.badges.multibase import base64url
from credentials.badges.proof import BADGES, EXTENSIONS, VC, instant
from credentials.models.credential import day_after

if TYPE_CHECKING:
    from credentials.models import Credential

LIST_BITS = 131_072  # the least that hides one holder among many (W3C Bitstring Status List, section 3)
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def verify_url(code: str) -> str:
    """The address of the public verdict on a code; no redirect lies between it and the page."""
    return settings.PUBLIC_URL + reverse("credentials:verdict", args=[code])


def list_url(number: int) -> str:
    """Stands in every signed badge, so it must answer for as long as one is valid."""
    return settings.PUBLIC_URL + reverse("credentials:status-list", args=[number])


def issuer_profile(name: str) -> dict[str, Any]:
    """A Profile of Open Badges 3.0; ``id``: the DID under which the keys are published."""
    return {"id": issuer_did(), "type": ["Profile"], "name": plain(name)}


def badge_document(credential: Credential, *, list_number: int, index: int) -> dict[str, Any]:
    """The whole credential but its proof. Its id is the address of its verdict, so that a file leads to its code."""
    document: dict[str, Any] = {
        "@context": [VC, BADGES, EXTENSIONS],
        "id": verify_url(credential.code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": plain(credential.title),
        "issuer": issuer_profile(credential.issuer),
        "validFrom": instant(credential.issued_at),
    }
    if credential.expires_on is not None:
        document["validUntil"] = instant(day_after(credential.expires_on) - timedelta(seconds=1))
    return document | {
        "credentialSubject": _subject(credential),
        "credentialStatus": _status(list_number, index),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def exact_bytes(document: dict[str, Any]) -> bytes:
    """The bytes that are signed for, kept and served."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _subject(credential: Credential) -> dict[str, Any]:
    """Who earned what: the holder as a salted hash of the sign-in name, the level as the result."""
    return {
        "type": ["AchievementSubject"],
        "identifier": [_identity(credential.holder_service_number)],
        "achievement": _achievement(credential),
        "result": [{"type": ["Result"], "status": "Completed", "value": _level(credential)}],
    }


def _achievement(credential: Credential) -> dict[str, Any]:
    narrative = plain(credential.criteria) or plain(credential.title)
    return {
        "id": f"{settings.PUBLIC_URL}/#achievement-{credential.achievement_key}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": plain(credential.title),
        "description": narrative,
        "criteria": {"narrative": narrative},
        "inLanguage": credential.language,
    }


def _identity(number: str) -> dict[str, Any]:
    """Open Badges 3.0, IdentityObject: sha256 of the identity followed by the salt."""
    salt = secrets.token_hex(16)
    digest = sha256(f"{number}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "identityHash": f"sha256${digest}",
        "identityType": "identifier",
        "hashed": True,
        "salt": salt,
    }


def _level(credential: Credential) -> str:
    with translation.override("en"):
        return str(credential.get_level_display())


def _status(list_number: int, index: int) -> dict[str, Any]:
    return {
        "id": f"{list_url(list_number)}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": list_url(list_number),
    }


def bitstring(indexes: Iterable[int]) -> bytes:
    """The list with these bits set, the first bit the most significant of the first byte; compressed, same bits, same bytes."""
    bits = bytearray(LIST_BITS // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    return gzip.compress(bytes(bits), 9, mtime=0)


def status_document(number: int, revoked: Iterable[int], at: datetime) -> dict[str, Any]:
    """One status list as a credential of its own, before it is signed."""
    subject = {
        "id": f"{list_url(number)}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": "u" + base64url(bitstring(revoked)),
    }
    return {
        "@context": [VC],
        "id": list_url(number),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did(),
        "validFrom": instant(at),
        "credentialSubject": subject,
    }
