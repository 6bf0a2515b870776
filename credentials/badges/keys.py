"""The issuer's Ed25519 keys: files in a folder outside the database, numbered; the highest one signs.

``key-1.pem`` holds a private key (PKCS 8). A key that was followed by another is kept as ``key-1.pub``, its public half
alone, so that what it signed still verifies. Whoever takes a ``.pub`` away withdraws all that it signed.
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
NAME = re.compile(r"key-([1-9][0-9]{0,4})\.(pem|pub)")
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
    found = _files()
    if not found and not settings.PRODUCTION:
        make_key(1)
        found = _files()
    number = max((number for number, file in found.items() if file.suffix == ".pem"), default=None)
    if number is None or number < max(found):
        raise NoSigningKey(f"{settings.SIGNING_KEYS_DIR} holds no private key that signs. Run “manage.py rotate_signing_key”.")
    return SigningKey(number, _private(found[number]))


def public_keys() -> dict[int, PublicKey]:
    """Every key whose signatures hold, by number."""
    return _steady(_public_keys)


def _public_keys() -> dict[int, PublicKey]:
    keys = {}
    for number, file in sorted(_files().items()):
        if file.suffix == ".pub":
            keys[number] = PublicKey(number, base58btc_bytes(file.read_text().strip()).removeprefix(ED25519_PUBLIC))
        else:
            keys[number] = SigningKey(number, _private(file)).public
    return keys


def rotate_key() -> SigningKey:
    """The next key signs from now on; of the one before, the public half stays and the private one is gone."""
    older = _files()
    make_key(max(older, default=0) + 1)
    for number, file in older.items():
        if file.suffix == ".pem":
            _write(file.with_suffix(".pub"), SigningKey(number, _private(file)).public.multikey.encode() + b"\n")
            file.unlink()
    return signing_key()


def make_key(number: int) -> None:
    """A fresh private key under its number; whoever comes second keeps what the first one made."""
    _write(Path(settings.SIGNING_KEYS_DIR) / f"key-{number}.pem", Ed25519PrivateKey.generate().private_bytes(*PKCS8))


def _files() -> dict[int, Path]:
    """One file for each number: the private one where both are there."""
    found: dict[int, Path] = {}
    folder = Path(settings.SIGNING_KEYS_DIR)
    for file in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else ():
        if match := NAME.fullmatch(file.name):
            found[int(match[1])] = file
    return found


def _private(file: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"{file.name} is not an Ed25519 key.")
    return key


def _write(file: Path, content: bytes) -> None:
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
