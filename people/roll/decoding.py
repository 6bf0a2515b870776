"""The letters of a text file, in whatever code an office saved it."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
WHOLLY_HIGH = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{3,}(?![A-Za-z\x80-\xff])")  # in a file of one byte a letter
ARABIC = re.compile("[\u0600-\u06ff]+")


def decoded(content: bytes) -> str | None:
    """By its byte-order mark, else as UTF-8, else as what it looks like (Western or Arabic Windows); None where it looks like
    neither."""
    marked = next((name for start, name in MARKED.items() if content.startswith(start)), "utf-8")
    try:
        return content.decode(marked)
    except UnicodeDecodeError:
        return _unmarked(content)


def _unmarked(content: bytes) -> str | None:
    """One Arabic name in a list of Latin ones decides: no Western word is made of accented letters alone, and the accents
    of French are the same in both. What is left is told apart by how well it reads."""
    words = [word.decode("cp1256") for word in WHOLLY_HIGH.findall(content)]
    if words and all(map(ARABIC.fullmatch, words)):
        return content.decode("cp1256")
    guess = from_bytes(content, cp_isolation=["cp1252", "cp1256", "mac_roman"]).best()
    return None if guess is None or guess.encoding == "mac_roman" else str(guess)
