"""How one signing key follows another: published first, signing a day later, so that no verifier meets a key it cannot find.

Each step is one file that appears or goes, so a rotation that was cut off anywhere leaves a key that signs and every key that
ever signed in the issuer's document; the next call brings it to its end.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from credentials.badges.keys import (
    NEXT,
    PRIVATE,
    PUBLIC,
    NoSigningKey,
    SigningKey,
    key_files,
    make_key,
    private_key,
    signing_key,
    write_key,
)
from credentials.badges.signing import publish_list, signer_of
from credentials.models import CredentialSignature, StatusList
from people.audit.services import note

AHEAD = timedelta(days=1)  # between publishing a key and the first signature by it
DRAFT = re.compile(r"\.key-[0-9]+\.[a-z]+\.[0-9a-f]{16}")
DRAFT_SECONDS = 60  # a draft lives for milliseconds, unless its writer died


@dataclass(frozen=True)
class Step:
    """``what``: made (the first key), published (signs nothing yet) or signs."""

    what: str
    number: int


class TooEarly(Exception):
    """The next key was published less than AHEAD ago."""

    def __init__(self, number: int, ready_at: datetime) -> None:
        super().__init__(f"key {number} signs from {ready_at} on")
        self.number, self.ready_at = number, ready_at


def take_next_step(*, at: datetime, at_once: bool = False) -> Step:
    """Makes the first key, or one in place of a lost one; or ends what was cut off; or publishes the next; or lets it sign.

    ``at_once``: the next key is published and signs in one go. Raises TooEarly.
    """
    _forget_drafts()
    if not key_files():
        make_key(1)
        return Step("made", 1)
    if not _somebody_signs():
        rotate_key(_next_number())
        return _signs(at)
    if _is_half_done():
        return _signs(at)
    waiting = waiting_key()
    if waiting is None:
        number = _next_number()
        note("signing key published", by=None, at=at, key=number)
        make_key(number, NEXT)
        if not at_once:
            return Step("published", number)
    elif not at_once and at < waiting.ready_at:
        raise TooEarly(waiting.number, waiting.ready_at)
    return _signs(at)


@dataclass(frozen=True)
class Waiting:
    """A key that was published and is to sign."""

    number: int
    published_at: datetime

    @property
    def ready_at(self) -> datetime:
        return self.published_at + AHEAD


def waiting_key() -> Waiting | None:
    """A copy of the folder may make the moment later, never earlier."""
    found = [(number, file) for number, file in key_files().items() if file.suffix == NEXT]
    return Waiting(found[0][0], datetime.fromtimestamp(found[0][1].stat().st_mtime, UTC)) if found else None


def _next_number() -> int:
    """Never one that signed before, also where its files were lost."""
    used = CredentialSignature.objects.aggregate(last=Max("key_number"))["last"] or 0
    signers = (signer_of(row).rpartition("#key-")[2] for row in StatusList.objects.all())
    return max(used, *(int(number) for number in signers if number.isdecimal()), *key_files()) + 1


def rotate_key(number: int = 0) -> SigningKey:
    """The next key signs from now on; of the one before, the public half stays and the private one is gone. Files alone."""
    if waiting_key() is None:
        make_key(number or max(key_files(), default=0) + 1, NEXT)
    _take_over()
    return signing_key()


def _signs(at: datetime) -> Step:
    """The published key takes over, if one waits, and every status list is signed by whichever signs now."""
    _take_over()
    number = signing_key().number
    with transaction.atomic():
        for status_list in StatusList.objects.all():
            publish_list(status_list=status_list, at=at)
        note("signing key took over", by=None, at=at, key=number)
    return Step("signs", number)


def _take_over() -> None:
    folder = Path(settings.SIGNING_KEYS_DIR)
    if waiting := waiting_key():
        _link(folder / f"key-{waiting.number}{NEXT}", folder / f"key-{waiting.number}{PRIVATE}")
    signing = signing_key().number
    for file in _left_behind(signing):
        with suppress(FileNotFoundError):  # somebody else rotates at the same moment
            _retire(file)


def _retire(file: Path) -> None:
    if file.suffix == PRIVATE:
        number = int(file.stem.removeprefix("key-"))
        write_key(file.with_suffix(PUBLIC), SigningKey(number, private_key(file)).public.multikey.encode() + b"\n")
    file.unlink()


def _link(old: Path, new: Path) -> None:
    with suppress(FileExistsError):
        os.link(old, new)


def _left_behind(signing: int) -> list[Path]:
    """Private files that are to go: of keys before the one that signs, and its own from when it waited."""
    files = sorted(Path(settings.SIGNING_KEYS_DIR).glob("key-*"))
    numbers = {file: int(file.stem.removeprefix("key-")) for file in files if file.suffix in (PRIVATE, NEXT)}
    return [file for file, number in numbers.items() if number < signing or (number == signing and file.suffix == NEXT)]


def _somebody_signs() -> bool:
    try:
        signing_key()
    except NoSigningKey:
        return False
    return True


def _is_half_done() -> bool:
    """Whether a rotation was cut off after its key began to sign."""
    key = signing_key()
    return bool(_left_behind(key.number)) or any(signer_of(row) != key.public.id for row in StatusList.objects.all())


def _forget_drafts() -> None:
    """What a writer left that died in the middle holds a private key that nobody uses."""
    folder = Path(settings.SIGNING_KEYS_DIR)
    for file in folder.iterdir() if folder.is_dir() else ():
        if DRAFT.fullmatch(file.name) and time.time() - file.stat().st_mtime > DRAFT_SECONDS:
            file.unlink(missing_ok=True)
