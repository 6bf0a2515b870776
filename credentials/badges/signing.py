"""Deeds of the issuer's key: sign a credential, say what was revoked."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from credentials.badges.claims import Ended, claim_of, revocation_list
from credentials.badges.documents import LIST_BITS, badge_document, bitstring, exact_bytes, status_document
from credentials.badges.keys import public_keys, signing_key
from credentials.badges.multibase import base64url
from credentials.badges.proof import is_genuine, signed
from credentials.models import Credential, CredentialSignature, StatusList

CANDIDATES = 20  # places of a list that are looked at together


@transaction.atomic
def sign_credential(*, credential: Credential, at: datetime) -> CredentialSignature:
    """Signs what the frozen row says, and keeps the exact bytes. Raises NoSigningKey."""
    key = signing_key()
    status_list, index = _free_place(at)
    place = {"list_number": status_list.number, "index": index}
    document = exact_bytes(signed(badge_document(credential, **place), key, at))
    return CredentialSignature.objects.create(
        credential=credential,
        status_list=status_list,
        index=index,
        key_number=key.number,
        document=document,
        digest=sha256(document).hexdigest(),
        claim=claim_of(credential, **place, key=key),
        signed_at=at,
    )


def _free_place(at: datetime) -> tuple[StatusList, int]:
    """A random place, so that neighbours in a list tell nothing; a new list when this one is nearly full.

    The list is locked: two who issue at the same moment take different places.
    """
    newest = StatusList.objects.select_for_update().order_by("-number").first() or _new_list(at)
    wanted = [secrets.randbelow(LIST_BITS) for _ in range(CANDIDATES)]
    taken = set(newest.signatures.filter(index__in=wanted).values_list("index", flat=True))
    free = next((index for index in wanted if index not in taken), None)
    return (_new_list(at), wanted[0]) if free is None else (newest, free)


def _new_list(at: datetime) -> StatusList:
    return publish_list(status_list=StatusList.objects.create(), at=at)


@transaction.atomic
def publish_list(*, status_list: StatusList, at: datetime) -> StatusList:
    """Signs the list as the record stands now."""
    row = StatusList.objects.select_for_update().get(pk=status_list.pk)
    document = status_document(row.number, revoked_places(row).get(row.number, []), at)
    row.document, row.signed_at = exact_bytes(signed(document, signing_key(), at)), at
    row.save(update_fields=["document", "signed_at"])
    return row


def revoked_places(status_list: StatusList | None = None) -> dict[int, list[int]]:
    """The places of what is revoked."""
    rows = CredentialSignature.objects.filter(credential__revoked_at__isnull=False)
    return _places(rows if status_list is None else rows.filter(status_list=status_list))


def ended_places(on: date) -> list[Ended]:
    """What ends before its signed last day though nobody revoked it: replaced ones, and those called for renewal, by their day.

    What has passed its own last day by then is left out: the claim says so itself.
    """
    lasting = Q(credential__expires_on__isnull=True) | Q(credential__expires_on__gte=on)
    rows = CredentialSignature.objects.filter(lasting, credential__revoked_at__isnull=True)
    replaced = _places(rows.filter(credential__superseded_at__isnull=False))
    is_cut = Q(credential__expires_on__isnull=True) | Q(credential__renewal_due_on__lt=F("credential__expires_on"))
    called = rows.filter(is_cut, credential__renewal_due_on__isnull=False, credential__superseded_at__isnull=True)
    days = called.order_by("credential__renewal_due_on").values_list("credential__renewal_due_on", flat=True).distinct()
    renewals = [Ended("renewal", day, _places(called.filter(credential__renewal_due_on=day))) for day in days]
    return [*([Ended("replaced", None, replaced)] if replaced else []), *renewals]


def _places(rows: QuerySet[CredentialSignature]) -> dict[int, list[int]]:
    """{number of a list: indexes in it}"""
    places: dict[int, list[int]] = {}
    for number, index in rows.order_by("status_list", "index").values_list("status_list", "index"):
        places.setdefault(number, []).append(index)
    return places


def revoked_offline(at: datetime) -> bytes:
    """The compact list for the saved page, signed now."""
    return revocation_list(revoked_places(), ended_places(timezone.localdate(at)), signing_key(), at)


def is_intact(signature: CredentialSignature) -> bool:
    """Whether the kept bytes are those that were signed, and the key that signed them is still one of ours."""
    content, key = bytes(signature.document), public_keys().get(signature.key_number)
    if not content:
        return True  # erased with its holder; the digest stays
    return key is not None and sha256(content).hexdigest() == signature.digest and is_genuine(json.loads(content), key)


def signer_of(status_list: StatusList) -> str:
    """The id of the key that signed the list as it is served; empty for what is no signed list."""
    return str(_served(status_list).get("proof", {}).get("verificationMethod", ""))


def is_list_true(status_list: StatusList) -> bool:
    """Whether the list that is served says what the record says, signed by one of our keys."""
    document, signer = _served(status_list), signer_of(status_list)
    key = next((key for key in public_keys().values() if key.id == signer), None)
    bits = "u" + base64url(bitstring(revoked_places(status_list).get(status_list.number, [])))
    says = document.get("credentialSubject", {}).get("encodedList")
    return key is not None and says == bits and is_genuine(document, key)


def _served(status_list: StatusList) -> dict[str, Any]:
    try:
        document = json.loads(bytes(status_list.document))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
