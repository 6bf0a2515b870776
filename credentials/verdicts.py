"""What a stranger with a code is told: genuine or not, and as little of the person as that needs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from credentials.models import Credential
from credentials.recertification import Standing
from people.codes import normalise_code

# Tone and icon of each state; a word always says the same.
SIGNS = {
    "not-held": ("care", "clock"),
    "valid": ("right", "check"),
    "window-open": ("right", "check"),
    "expiring": ("care", "clock"),
    "in-grace": ("care", "clock"),
    "expired": ("care", "clock"),
    "renewal-required": ("care", "clock"),
    "revoked": ("wrong", "cross"),
    "superseded": ("care", "clock"),
    "unknown": ("plain", "search"),
}
LONGEST = 40  # of a code that is looked up and shown again


@dataclass(frozen=True)
class Verdict:
    """``state``: a state of the credential, or unknown. Without a credential nothing says whether the code ever existed."""

    state: str
    code: str
    on: date
    credential: Credential | None = None
    standing: Standing | None = None

    @property
    def tone(self) -> str:
        return SIGNS[self.state][0]

    @property
    def icon(self) -> str:
        return SIGNS[self.state][1]


def code_meant(typed: str) -> str:
    """The code that somebody meant: capitals, any script's digits, without spaces and dashes, look-alikes mapped."""
    letters = (c for c in unicodedata.normalize("NFKC", typed) if c.isprintable() and unicodedata.category(c)[0] not in "ZP")
    return normalise_code("".join(str(unicodedata.digit(c, c)) for c in letters))


def verdict_on(code: str, on: date) -> Verdict:
    """One query, whatever the code."""
    meant = code_meant(code)[:LONGEST]
    found = Credential.objects.filter(code=meant).first()
    if found is None:
        return Verdict("unknown", meant, on)
    standing = found.standing(on)
    return Verdict(standing.state, meant, on, found, standing)
