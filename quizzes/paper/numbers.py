"""The number of a form as it is printed and typed: five digits and a letter that catches errors.

The letter follows from the number modulo 23, as on Spanish identity cards: every wrong digit and every swap of two neighbours
changes it.
"""

from __future__ import annotations

import re

LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
PATTERN = re.compile(r"0*([0-9]{1,9})[^0-9A-Z]?([A-Z])")


def form_number(key: int) -> str:
    """“00042-L” of 42."""
    return f"{key:05d}-{LETTERS[key % len(LETTERS)]}"


def key_of(typed: str) -> int | None:
    """What the typed number means; None where digits and letter do not belong together."""
    match = PATTERN.fullmatch("".join(typed.upper().split()))
    if match is None:
        return None
    key = int(match[1])
    return key if LETTERS[key % len(LETTERS)] == match[2] else None
