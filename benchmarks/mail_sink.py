"""A mail server for trials: a folder with one file for each Message-ID, as a server keeps that drops duplicates."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

FOLDER = "MAIL_SINK"
DROPS = "DROP_MAIL"  # where only the time counts: letters are written out and forgotten
REPEATED = "repeated"


class EmailBackend(BaseEmailBackend):
    """Keeps a letter once; each letter that came again is noted by a line in a file beside them."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        folder = Path(os.environ[FOLDER])
        for message in email_messages:
            content = message.message().as_bytes()
            if DROPS not in os.environ:
                take(folder, message.extra_headers["Message-ID"], content)
        return len(email_messages)


def take(folder: Path, message_id: str, content: bytes) -> None:
    """Whole or not at all, as a server accepts a letter."""
    name = sha256(message_id.encode()).hexdigest()[:32]
    if (folder / name).exists():
        with (folder / REPEATED).open("a") as file:
            file.write(f"{message_id}\n")
        return
    draft = folder / f"{name}.draft"
    draft.write_bytes(content)
    draft.rename(folder / name)


def letters(folder: Path) -> list[bytes]:
    """What was accepted, each Message-ID once."""
    return [path.read_bytes() for path in sorted(folder.iterdir()) if len(path.name) == 32]


def repeated(folder: Path) -> list[str]:
    """Message-IDs that came more than once, as often as they came again."""
    path = folder / REPEATED
    return path.read_text().split() if path.exists() else []
