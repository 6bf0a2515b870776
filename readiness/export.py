"""The names of a unit as a spreadsheet file that is safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
STATE_WORDS = {"qualified": "Qualified", "expiring": "Expires soon", "in-progress": "In progress", "not-started": "Not started"}


class Echo:
    """Hands each line straight on, so that a large file needs no memory."""

    def write(self, line: str) -> str:
        return line


def harmless(value: object) -> str:
    """A cell that a spreadsheet shows and never runs (ASVS 1.2.10)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(rows: Iterable[Any], achievement_name: str, on: date) -> Iterator[str]:
    """Header and one line a person, as text with a byte-order mark so that spreadsheets read Arabic right."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(
        [_("Service number"), _("Rank"), _("Name"), _("Unit"), _("Achievement"), _("State"), _("As of")]
    )
    for posting in rows:
        user = posting.user
        cells = [
            user.username,
            user.rank.abbreviation if user.rank else "",
            user.name,
            posting.unit.name,
            achievement_name,
            STATE_WORDS[posting.standing],
            on.isoformat(),
        ]
        yield writer.writerow([harmless(cell) for cell in cells])
