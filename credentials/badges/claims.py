"""The compact claim in a QR code, and the compact list of what was revoked: what a saved page verifies without a network.

A claim stands behind the address of the verdict, ``/v/CODE/#claim``: a fragment never reaches a server. It is
``payload.signature``, both base64url; the payload is, in order::

    1 byte   1, the form of the claim
    2 bytes  number of the key
    2 bytes  day of issue, days since 1 January 2000
    2 bytes  last day of validity, the same way; 0: it never expires
    3 bytes  number of the status list
    3 bytes  index in it
    1 byte   level
    1 byte   length of the initials in bytes, then the initials in UTF-8
    rest     the title in UTF-8, cut to 64 bytes

Signed is ``bluehelm claim 1\\n``, the code, ``\\n`` and the payload. All numbers are big-endian.
``static/js/verify-offline.js`` reads the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from credentials.badges.keys import PublicKey, SigningKey
from credentials.badges.multibase import base64url, base64url_bytes
from credentials.badges.proof import instant

if TYPE_CHECKING:
    from credentials.models import Credential

FORM = 1
EPOCH = date(2000, 1, 1)
HEAD = 15  # bytes before the initials
LONGEST_TITLE, LONGEST_INITIALS = 64, 24  # bytes
CLAIM, REVOKED, ENDED = b"bluehelm claim 1\n", b"bluehelm revoked 1\n", b"bluehelm ended 1\n"


@dataclass(frozen=True)
class Claim:
    """What a claim says of one credential."""

    key: int
    issued_on: date
    expires_on: date | None
    list_number: int
    index: int
    level: int
    initials: str
    title: str


def claim_of(credential: Credential, *, list_number: int, index: int, key: SigningKey) -> str:
    """The signed claim, at most 280 characters; it says no more than the public page does."""
    initials, title = _cut(credential.initials, LONGEST_INITIALS), _cut(credential.title, LONGEST_TITLE)
    numbers = [
        (FORM, 1),
        (key.number, 2),
        (_days(credential.issued_on), 2),
        (_days(credential.expires_on), 2),
        (list_number, 3),
        (index, 3),
        (credential.level, 1),
        (len(initials), 1),
    ]
    payload = b"".join(number.to_bytes(size, "big") for number, size in numbers) + initials + title
    return f"{base64url(payload)}.{base64url(key.sign(_message(credential.code, payload)))}"


def read_claim(code: str, text: str, keys: Mapping[int, PublicKey]) -> Claim:
    """What a claim for the code says. Raises ValueError when it is no claim, or none of these keys signed it."""
    written, _dot, signature = text.partition(".")
    payload = base64url_bytes(written)
    if len(payload) < HEAD or payload[0] != FORM:
        raise ValueError("This is not a claim.")
    key = keys.get(int.from_bytes(payload[1:3], "big"))
    if key is None or not key.verifies(base64url_bytes(signature), _message(code, payload)):
        raise ValueError("No key of this issuer signed this claim.")
    ends = HEAD + payload[14]
    return Claim(
        key=key.number,
        issued_on=_day(payload[3:5]) or EPOCH,
        expires_on=_day(payload[5:7]),
        list_number=int.from_bytes(payload[7:10], "big"),
        index=int.from_bytes(payload[10:13], "big"),
        level=payload[13],
        initials=payload[HEAD:ends].decode(),
        title=payload[ends:].decode(),
    )


@dataclass(frozen=True)
class Ended:
    """Places that end earlier than their claims say: ``why`` is replaced, or renewal with its last valid day."""

    why: str
    day: date | None
    places: Mapping[int, list[int]]


def revocation_list(revoked: Mapping[int, list[int]], ended: Iterable[Ended], key: SigningKey, at: datetime) -> bytes:
    """Which bits of which status lists are set, signed as one, as JSON: {made_at, key, lists: {number: places}, signature}.

    Places are the gaps between them, see ``_gaps``. The signature covers ``bluehelm revoked 1\\n``, the moment, and for each
    list in order a line ``number:places``. Lists without a revocation are left out.

    Beside it, for pages that know it, ``ended``: [{why, day (0: at once), lists}] with ``ended_signature`` over
    ``bluehelm ended 1\n``, the moment, and for each list in order a line ``why:day:number:places``.
    """
    made_at, lists = instant(at), _packed(revoked)
    packed = [(each.why, _days(each.day), _packed(each.places)) for each in ended]
    parts = [{"why": why, "day": day, "lists": places} for why, day, places in packed]
    rows = [f"{number}:{bits}" for number, bits in lists.items()]
    ended_rows = [f"{why}:{day}:{number}:{bits}" for why, day, places in packed for number, bits in places.items()]
    written = {"made_at": made_at, "key": key.number, "lists": lists, "signature": _signed(key, REVOKED, made_at, rows)}
    return json.dumps(written | {"ended": parts, "ended_signature": _signed(key, ENDED, made_at, ended_rows)}).encode()


def _packed(places: Mapping[int, list[int]]) -> dict[str, str]:
    return {str(number): base64url(_gaps(indexes)) for number, indexes in sorted(places.items()) if indexes}


def _signed(key: SigningKey, what: bytes, made_at: str, rows: Iterable[str]) -> str:
    return base64url(key.sign(what + "\n".join([made_at, *rows]).encode()))


def _gaps(indexes: Iterable[int]) -> bytes:
    """How many places lie between one and the next, each number in groups of seven bits, the lowest first (LEB128).

    Ten thousand in one list take some ten kilobytes, and a browser reads them without unpacking anything.
    """
    written, before = bytearray(), -1
    for index in sorted(indexes):
        gap, before = index - before - 1, index
        while gap > 127:
            written.append(gap & 127 | 128)
            gap >>= 7
        written.append(gap)
    return bytes(written)


def _message(code: str, payload: bytes) -> bytes:
    return CLAIM + code.encode() + b"\n" + payload


def _days(day: date | None) -> int:
    return (day - EPOCH).days if day else 0


def _day(raw: bytes) -> date | None:
    days = int.from_bytes(raw, "big")
    return EPOCH + timedelta(days=days) if days else None


def _cut(text: str, longest: int) -> bytes:
    """At most so many bytes, ending with a whole letter."""
    return text.encode()[:longest].decode(errors="ignore").encode()
