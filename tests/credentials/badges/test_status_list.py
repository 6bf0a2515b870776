"""The signed status list says what was revoked, from the same moment as the page."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64decode
from typing import Any

from django.test import Client

from credentials.badges import signing
from credentials.badges.documents import LIST_BITS, bitstring
from credentials.badges.keys import public_keys, signing_key
from credentials.badges.proof import is_genuine
from credentials.models import CredentialSignature, StatusList
from credentials.services import revoke_credential
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued


def listed(number: int) -> dict[str, Any]:
    answer = Client().get(f"/status/{number}")
    assert answer["Content-Type"] == "application/vc"
    assert "no-store" in answer["Cache-Control"]
    return json.loads(answer.content)


def is_set(document: dict[str, Any], index: int) -> bool:
    encoded = document["credentialSubject"]["encodedList"]
    assert encoded[0] == "u"
    bits = gzip.decompress(urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(bits) * 8 == LIST_BITS
    return bool(bits[index // 8] & (0x80 >> index % 8))


def test_a_revocation_is_in_the_signed_list_at_once(cast: Cast) -> None:
    held, other = issued(cast.learner), issued(cast.comrade)
    place, beside = held.signature, other.signature
    assert not is_set(listed(place.status_list_id), place.index)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    document = listed(place.status_list_id)
    assert is_set(document, place.index)
    assert not is_set(document, beside.index)
    assert is_genuine(document, public_keys()[signing_key().number])


def test_the_credential_names_its_place(cast: Cast) -> None:
    held = issued(cast.learner)
    status = json.loads(bytes(held.signature.document))["credentialStatus"]
    assert status["statusListIndex"] == str(held.signature.index)
    assert status["statusListCredential"] == f"http://localhost:8000/status/{held.signature.status_list_id}"
    assert listed(held.signature.status_list_id)["id"] == status["statusListCredential"]


def test_the_first_bit_is_the_most_significant() -> None:
    assert gzip.decompress(bitstring([0, 15]))[:2] == b"\x80\x01"


def test_the_same_bits_are_the_same_bytes() -> None:
    assert bitstring([5, 9]) == bitstring([9, 5])


def test_a_full_list_is_followed_by_a_new_one(cast: Cast, monkeypatch: Any) -> None:
    first = issued(cast.learner).signature
    monkeypatch.setattr(signing.secrets, "randbelow", lambda _bits: first.index)
    second = issued(cast.comrade).signature
    assert (second.status_list_id, second.index) == (first.status_list_id + 1, first.index)
    assert StatusList.objects.count() == 2


def test_places_are_not_handed_out_in_order(cast: Cast) -> None:
    people = [cast.learner, cast.comrade, cast.commander, cast.other_commander, cast.trainer]
    for person in people:
        issued(person)
    places = list(CredentialSignature.objects.order_by("pk").values_list("index", flat=True))
    assert len(set(places)) == len(people)
    assert max(places) > 1000  # five draws below 1,000 of 131,072: once in 38 thousand million runs


def test_an_unknown_list_is_not_found(db: None) -> None:
    assert Client().get("/status/99").status_code == 404
