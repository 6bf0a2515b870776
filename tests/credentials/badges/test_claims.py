"""The compact claim in the QR code, and the compact list of what was revoked."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from django.test import Client

from credentials.badges.claims import ENDED, EPOCH, REVOKED, Claim, _gaps, read_claim, revocation_list
from credentials.badges.documents import LIST_BITS
from credentials.badges.keys import public_keys, signing_key
from credentials.badges.multibase import base58btc, base58btc_bytes, base64url, base64url_bytes
from credentials.badges.signing import revoked_offline
from credentials.models import Credential
from credentials.services import call_for_renewal, new_code, revoke_credential
from credentials.sheet import qr_address
from people.models import User
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued

LONGEST_LIST = 50_000  # bytes


def said_by(held: Credential) -> Claim:
    return read_claim(held.code, held.signature.claim, public_keys())


def test_a_claim_says_what_the_public_page_says(cast: Cast) -> None:
    held = issued(cast.learner)
    place = held.signature
    assert said_by(held) == Claim(
        key=signing_key().number,
        issued_on=date(2026, 11, 24),
        expires_on=date(2028, 11, 24),
        list_number=place.status_list_id,
        index=place.index,
        level=1,
        initials="A. D.",
        title="Human rights for peacekeepers",
    )


def test_a_long_arabic_title_ends_with_a_whole_letter(cast: Cast) -> None:
    from tests.factories.courses import make_achievement

    achievement = make_achievement(key="long", name="حماية المدنيين في عمليات حفظ السلام: الدورة الأساسية لضباط الصف")
    held = issued(cast.learner, achievement)
    title = said_by(held).title
    assert held.title.startswith(title)
    assert 60 <= len(title.encode()) <= 64
    assert len(qr_address(held)) < 300
    assert int(segno.make(qr_address(held), error="m").version) <= 13


@pytest.mark.parametrize("place", range(0, 40, 3))
def test_no_bit_of_a_claim_can_be_flipped(cast: Cast, place: int) -> None:
    held = issued(cast.learner)
    payload, signature = held.signature.claim.split(".")
    raw = bytearray(base64url_bytes(payload))
    raw[place % len(raw)] ^= 1
    with pytest.raises(ValueError):
        read_claim(held.code, f"{base64url(bytes(raw))}.{signature}", public_keys())


def test_a_claim_belongs_to_its_code(cast: Cast) -> None:
    held = issued(cast.learner)
    with pytest.raises(ValueError):
        read_claim(new_code(), held.signature.claim, public_keys())


@pytest.mark.parametrize("text", ["", ".", "x", "é.é", "AAAA.BBBB", "a" * 5000])
def test_nonsense_is_no_claim(text: str) -> None:
    with pytest.raises(ValueError):
        read_claim(new_code(), text, public_keys())


def test_the_claim_stands_behind_the_address_and_reaches_no_server(cast: Cast) -> None:
    parts = urlsplit(qr_address(issued(cast.learner)))
    assert parts.fragment
    assert not parts.query


def test_a_certificate_without_signature_still_has_its_address(cast: Cast) -> None:
    held = issued(cast.learner)
    held.signature.delete()
    assert qr_address(Credential.objects.get()) == f"http://localhost:8000/v/{held.code}/"


# --- What was revoked -----------------------------------------------------------------------------


@pytest.mark.parametrize("lists", [1, 5, 20])
def test_ten_thousand_revocations_fit_into_fifty_kilobytes(lists: int) -> None:
    draw = random.Random(7)  # noqa: S311
    revoked = {number: draw.sample(range(LIST_BITS), 10_000 // lists) for number in range(1, lists + 1)}
    assert len(revocation_list(revoked, [], signing_key(), NOW)) <= LONGEST_LIST


def places(gaps: bytes) -> list[int]:
    found, at, gap, shift = [], -1, 0, 0
    for byte in gaps:
        gap |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            at, gap, shift = at + gap + 1, 0, 0
            found.append(at)
    return found


@pytest.mark.parametrize("wanted", [[], [0], [131_071], [0, 1, 127, 128, 129, 256, 16_000, 131_071]])
def test_gaps_give_the_places_again(wanted: list[int]) -> None:
    assert places(_gaps(wanted)) == wanted


def test_the_list_is_signed_as_one_and_names_the_revoked_place(cast: Cast) -> None:
    held = issued(cast.learner)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=NOW)
    listed = json.loads(Client().get("/verify/revoked.json").content)
    lines = [listed["made_at"], *(f"{number}:{bits}" for number, bits in listed["lists"].items())]
    key = public_keys()[listed["key"]]
    assert key.verifies(base64url_bytes(listed["signature"]), REVOKED + "\n".join(lines).encode())
    assert places(base64url_bytes(listed["lists"][str(held.signature.status_list_id)])) == [held.signature.index]


def listed_on(on: datetime) -> dict[str, Any]:
    return json.loads(revoked_offline(on))


def test_a_replaced_one_and_one_called_for_renewal_stand_beside_what_was_revoked(cast: Cast) -> None:
    replaced, newer = issued(cast.learner), issued(cast.learner)
    due = NOW.date() + timedelta(days=90)
    call_for_renewal(achievement_key="core", due_on=due, reason=REASON, by=cast.administrator, at=NOW)
    listed = listed_on(NOW)
    assert listed["lists"] == {}
    number = str(newer.signature.status_list_id)
    assert [(part["why"], places(base64url_bytes(part["lists"][number]))) for part in listed["ended"]] == [
        ("replaced", [replaced.signature.index]),
        ("renewal", [newer.signature.index]),
    ]
    assert EPOCH + timedelta(days=listed["ended"][1]["day"]) == due
    lines = [f"{part['why']}:{part['day']}:{number}:{part['lists'][number]}" for part in listed["ended"]]
    message = ENDED + "\n".join([listed["made_at"], *lines]).encode()
    assert public_keys()[listed["key"]].verifies(base64url_bytes(listed["ended_signature"]), message)


def test_what_has_passed_its_own_last_day_is_left_out(cast: Cast) -> None:
    issued(cast.learner)
    issued(cast.learner)
    assert len(listed_on(NOW)["ended"]) == 1
    assert listed_on(NOW + timedelta(days=900))["ended"] == []


# --- Bytes as text --------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [b"", b"\0", b"\0\0\x01", b"hello world", bytes(range(256))])
def test_base58_there_and_back(raw: bytes) -> None:
    assert base58btc_bytes(base58btc(raw)) == raw


def test_base58_of_a_known_key() -> None:
    """The test vector of the Multikey section of Controlled Identifiers 1.0: its first letters are those of Ed25519."""
    assert base58btc(b"\xed\x01" + bytes(32)).startswith("z6M")
    assert base58btc(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"


@pytest.mark.parametrize("text", ["", "x2NE", "z0", "zO", "zé"])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        base58btc_bytes(text)


def test_only_initials_are_in_the_claim(cast: Cast) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name="Jean-Baptiste de la Croix du Sud et de la Rivière Longue Vue Basse")
    cast.learner.refresh_from_db()
    held: Any = issued(cast.learner)
    assert "Baptiste" not in said_by(held).initials
    assert len(said_by(held).initials.encode()) <= 24
