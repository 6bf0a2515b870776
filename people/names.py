"""Sign-in names as people type them."""

from __future__ import annotations

import re
import unicodedata

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ـ"), "-")
COMPLETE = re.compile(r"[A-Z]{2,3}-.")
UNDASHED = re.compile(r"([A-Z]{2,3})(\d.*)")


def sign_in_name(typed: str, country: str = "") -> str:
    """The sign-in name that somebody meant: “qm 10423”, “QM–10423”, “١٠٤٢٣” with the remembered country QM → “QM-10423”."""
    squeezed = "".join(_digit(c) for c in typed if not c.isspace() and c.isprintable()).translate(DASHES).upper()
    if COMPLETE.match(squeezed):
        return squeezed
    if country and squeezed.startswith(country) and len(squeezed) > len(country):
        return f"{country}-{squeezed[len(country) :].lstrip('-')}"
    if split := UNDASHED.fullmatch(squeezed):
        return f"{split[1]}-{split[2]}"
    return f"{country}-{squeezed}" if country and squeezed else squeezed


def _digit(character: str) -> str:
    """Digits of every script as 0 to 9."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
