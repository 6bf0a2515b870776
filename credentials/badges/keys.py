"""The issuer's Ed25519 keys: files in a folder outside the database, numbered; the highest ``.pem`` signs.

``key-1.pem`` holds a private key (PKCS 8). ``key-2.next`` is the private key that follows: published, and signing nothing yet.
A key that was followed by another is kept as ``key-1.pub``, its public half alone, so that what it signed still verifies.
Whoever takes a ``.pub`` away withdraws all that it signed. How they follow each other: ``credentials.badges.rotation``.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from credentials.badges.multibase import base58btc, base58btc_bytes

Read = TypeVar("Read")
NAME = re.compile(r"key-([1-9][0-9]{0,4})(\.pem|\.pub|\.next)")
PRIVATE, PUBLIC, NEXT = ".pem", ".pub", ".next"
WEIGHT = {PRIVATE: 2, PUBLIC: 1, NEXT: 0}  # where a rotation was cut off, two files of one key are there: the first counts
ED25519_PUBLIC = b"\xed\x01"  # the multicodec of an Ed25519 public key
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
PKCS8 = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


class NoSigningKey(Exception):
    """The folder holds no private key."""


@dataclass(frozen=True)
class PublicKey:
    """One key by its number, as strangers know it."""

    number: int
    raw: bytes

    @property
    def multikey(self) -> str:
        return base58btc(ED25519_PUBLIC + self.raw)

    @property
    def id(self) -> str:
        return f"{issuer_did()}#key-{self.number}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, repr=False)
class SigningKey:
    """The private key that signs now."""

    number: int
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.number, self.private.public_key().public_bytes(*RAW))

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


def issuer_did() -> str:
    """The issuer's name in signatures: did:web of the public address, whose document is /.well-known/did.json."""
    return "did:web:" + quote(urlsplit(settings.PUBLIC_URL).netloc, safe="")


def _steady(read: Callable[[], Read]) -> Read:
    """Reads again where a rotation took the private file away meanwhile: its public half is there by then."""
    try:
        return read()
    except FileNotFoundError:
        return read()


def signing_key() -> SigningKey:
    """The highest private key. Outside production the first one is made when it is first needed. Raises NoSigningKey."""
    return _steady(_signing_key)


def _signing_key() -> SigningKey:
    found = {number: file for number, file in key_files().items() if file.suffix != NEXT}
    if not found and not settings.PRODUCTION:
        make_key(1)
        found = key_files()
    number = max((number for number, file in found.items() if file.suffix == PRIVATE), default=None)
    if number is None or number < max(found):
        raise NoSigningKey(f"{settings.SIGNING_KEYS_DIR} holds no private key that signs. Run “manage.py rotate_signing_key”.")
    return SigningKey(number, private_key(found[number]))


def public_keys() -> dict[int, PublicKey]:
    """Every key whose signatures hold, by number; also the one that is to sign next."""
    return _steady(_public_keys)


def _public_keys() -> dict[int, PublicKey]:
    keys = {}
    for number, file in sorted(key_files().items()):
        if file.suffix == PUBLIC:
            keys[number] = PublicKey(number, base58btc_bytes(file.read_text().strip()).removeprefix(ED25519_PUBLIC))
        else:
            keys[number] = SigningKey(number, private_key(file)).public
    return keys


def make_key(number: int, suffix: str = PRIVATE) -> None:
    """A fresh private key under its number; whoever comes second keeps what the first one made."""
    file = Path(settings.SIGNING_KEYS_DIR) / f"key-{number}{suffix}"
    write_key(file, Ed25519PrivateKey.generate().private_bytes(*PKCS8))


def key_files() -> dict[int, Path]:
    """One file for each number: that of the most weight."""
    found: dict[int, Path] = {}
    folder = Path(settings.SIGNING_KEYS_DIR)
    for file in folder.iterdir() if folder.is_dir() else ():
        match = NAME.fullmatch(file.name)
        if match and (int(match[1]) not in found or WEIGHT[found[int(match[1])].suffix] < WEIGHT[file.suffix]):
            found[int(match[1])] = file
    return found


def private_key(file: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"{file.name} is not an Ed25519 key.")
    return key


def write_key(file: Path, content: bytes) -> None:
    """The whole file appears at once, for us alone to read, and never over one that is there."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
