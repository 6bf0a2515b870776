"""The names of a unit as a spreadsheet file that is safe to open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from readiness.names import proof_of
from readiness.words import STATE_WORDS


def headings() -> list[str]:
    person = [_("Service number"), _("Rank"), _("Name"), _("Unit")]
    return [*person, _("Achievement"), _("State"), _("Valid until"), _("External, issued by"), _("As of")]


def lines(rows: Iterable[Any], achievement_name: str, on: date) -> Iterator[list[str]]:
    """One line a person. Words are in the language that is active at the call, however late the lines are read."""
    words = {state: str(word) for state, word in STATE_WORDS.items()}
    return ([*_cells(posting, achievement_name, words[posting.standing], on), on.isoformat()] for posting in rows)


def _cells(posting: Any, achievement_name: str, state: str, on: date) -> list[str]:
    user, proof = posting.user, proof_of(posting, on)
    return [
        user.username,
        user.rank.abbreviation if user.rank else "",
        user.name,
        posting.unit.name,
        achievement_name,
        state,
        proof.until.isoformat() if proof.until else "",
        proof.provider,
    ]
