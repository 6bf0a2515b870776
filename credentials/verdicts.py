"""What a stranger with a code is told: genuine or not, and as little of the person as that needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

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


@dataclass(frozen=True)
class PublicPage:
    """What a higher floor tells of a code of its own: a template that extends base.html, and its context."""

    template: str
    context: Mapping[str, Any]


Finder = Callable[[str, HttpRequest, date], PublicPage | None]
_finders: dict[str, Finder] = {}


def register_finder(key: str, finder: Finder) -> None:
    """Lower floors do not know higher ones: who issues other things with a code registers how they are found."""
    _finders[key] = finder


def page_of(code: str, request: HttpRequest, on: date) -> PublicPage | None:
    """The page of whatever else carries the code."""
    return next((page for finder in _finders.values() if (page := finder(normalise_code(code)[:LONGEST], request, on))), None)


def credential_of_code(typed: str) -> int | None:
    """The number of the certificate that carries the code."""
    return Credential.objects.filter(code=normalise_code(typed)[:LONGEST]).values_list("pk", flat=True).first()


def verdict_on(code: str, on: date) -> Verdict:
    """One query, whatever the code."""
    meant = normalise_code(code)[:LONGEST]
    found = Credential.objects.filter(code=meant).first()
    if found is None:
        return Verdict("unknown", meant, on)
    standing = found.standing(on)
    return Verdict(standing.state, meant, on, found, standing)
