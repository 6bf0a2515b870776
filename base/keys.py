"""Primary keys as they come in from outside: in an address, or in a form."""

from __future__ import annotations

LARGEST_KEY = 2**63 - 1  # what a database holds
DIGITS = len(str(LARGEST_KEY))


def key_in(text: str) -> int | None:
    """The key that a text can mean; None where no database could hold it."""
    number = int(text) if text.isdecimal() and len(text) <= DIGITS else None
    return number if number is not None and number <= LARGEST_KEY else None
