"""Bytes as text, the way keys and proofs are written: multibase base58btc (“z…”) and base64url without padding."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58btc(data: bytes) -> str:
    """Multibase of the bytes, each leading zero byte a “1”."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base58btc_bytes(text: str) -> bytes:
    """The bytes again. Raises ValueError for anything else."""
    digits = text[1:]
    if not text.startswith("z") or set(digits) - set(ALPHABET):
        raise ValueError("This is not multibase base58btc.")
    number = 0
    for digit in digits:
        number = number * 58 + ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    """RFC 4648, section 5, without padding; the multibase prefix is for the caller to add."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def base64url_bytes(text: str) -> bytes:
    """The bytes again. Raises ValueError for anything else."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
