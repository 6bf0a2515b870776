"""The names and the figures of a unit as spreadsheet files that are safe to open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from readiness.names import Proof, proof_of
from readiness.page import ReadinessPage
from readiness.shown import Shown
from readiness.words import FIGURE_WORDS, STATE_WORDS


def headings() -> list[str]:
    """Of the sheet with names; ``figure_headings`` are of the one without."""
    person = [_("Service number"), _("Rank"), _("Name"), _("Unit")]
    return [*person, _("Achievement"), _("State"), _("Certificate"), _("Valid until"), _("External, issued by"), _("As of")]


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
        posting.unit.short_name,
        achievement_name,
        state,
        _certificate(proof),
        proof.until.isoformat() if proof.until else "",
        proof.provider,
    ]


def _certificate(proof: Proof) -> str:
    """What identifies it: the own code, else the number that somebody else gave it, else that it is external."""
    if proof.is_external:
        return proof.number or _("External")
    return proof.grouped_code


def figure_headings(page: ReadinessPage) -> list[str]:
    """As the columns of the page stand."""
    day = _("Forecast for") if page.sight.is_ahead else _("As of")
    return [_("Unit"), *map(str, FIGURE_WORDS), _("Achievement"), day]


def figure_lines(page: ReadinessPage) -> Iterator[list[str | int]]:
    """A line for each sub-unit, for those directly in the unit, and for all together; what is not said is an empty cell."""
    achievement = page.asked.achievement.name if page.asked.achievement else ""

    def line(name: str, figures: Shown) -> list[str | int]:
        cells = ["" if value is None else value for value in figures.cells]
        return [name, *cells, achievement, page.on.isoformat()]

    yield from (line(sub.name, sub.figures) for sub in page.sub_units)
    if page.sub_units and page.has_direct:
        yield line(_("Directly in this unit"), page.direct)
    yield line(page.unit.name, page.total)
