"""The faulty rows of a roll as a file that can be mended and sent again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from base.sheets import csv_lines
from people.models import RollImport
from people.roll.columns import FIELDS


def faulty_lines(roll: RollImport) -> Iterator[str]:
    """CSV with the roll's own columns, between the number of the row and what is wrong with it."""
    cells = dict(map(tuple, roll.rows))
    faulty = [line for line in roll.lines if line["kind"] == "faulty"]
    headings = [_("Row"), *roll.header, _("What is wrong")]
    rows = [[str(line["number"]), *cells[line["number"]], _reasons(line["faults"])] for line in faulty]
    return csv_lines(headings, rows)


def _reasons(faults: list[list[str]]) -> str:
    return " ".join(f"{FIELDS[name]}: {reason}" for name, reason in faults)
