"""Sign-in names as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ـ"), "-")
COMPLETE = re.compile(r"([A-Z]{2,3})-.")
UNDASHED = re.compile(r"([A-Z]{2,3})(\d.*)")
ANY_COUNTRY = None


def sign_in_name(typed: str, country: str = "", codes: Collection[str] | None = ANY_COUNTRY) -> str:
    """The sign-in name that somebody meant: “qm 10423”, “QM–10423”, “١٠٤٢٣” with the remembered country QM → “QM-10423”.

    ``codes``: the countries that there are. Letters that are none of them begin a service number: SN-001 → “QM-SN-001”.
    """
    squeezed = squeeze(typed)
    if (whole := COMPLETE.match(squeezed)) and _is_code(whole[1], country, codes):
        return squeezed
    if country and squeezed.startswith(country) and len(squeezed) > len(country):
        return f"{country}-{squeezed[len(country) :].lstrip('-')}"
    if (split := UNDASHED.fullmatch(squeezed)) and _is_code(split[1], country, codes):
        return f"{split[1]}-{split[2]}"
    return f"{country}-{squeezed}" if country and squeezed else squeezed


def squeeze(typed: str) -> str:
    """Capitals without spaces, every digit as 0 to 9, every dash as a hyphen."""
    return "".join(_digit(c) for c in typed if not c.isspace() and c.isprintable()).translate(DASHES).upper()


def country_of(number: str, codes: Collection[str]) -> str:
    """The country with whose code a number begins, as in KA-55001 and KA55001; empty where it begins with none."""
    found = COMPLETE.match(number) or UNDASHED.fullmatch(number)
    return found[1] if found and found[1] in codes else ""


def _is_code(letters: str, country: str, codes: Collection[str] | None) -> bool:
    """Without a country to fall back on, whatever looks like a code is one."""
    return codes is None or not country or letters == country or letters in codes


def _digit(character: str) -> str:
    """Digits of every script as 0 to 9."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
