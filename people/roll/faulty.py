"""The faulty rows of a roll as a file that can be mended, and that file as it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from base.sheets import csv_lines, xlsx_file
from people.models import RollImport
from people.roll.columns import FIELDS, plain
from people.roll.reading import Table, UnreadableRoll


def faulty_lines(roll: RollImport) -> Iterator[str]:
    """As CSV."""
    return csv_lines(*_faulty_rows(roll))


def faulty_workbook(roll: RollImport) -> IO[bytes]:
    """As a workbook, of texts alone: a spreadsheet then keeps the zeros of a number, and takes none for a day."""
    return xlsx_file(*_faulty_rows(roll))


def _faulty_rows(roll: RollImport) -> tuple[list[str], list[list[str]]]:
    """Headings and rows: the roll's own columns, between the number of the row and what is wrong with it."""
    cells = dict(map(tuple, roll.rows))
    faulty = [line for line in roll.lines if line["kind"] == "faulty"]
    headings = [_("Row"), *roll.header, _("What is wrong")]
    return headings, [[str(line["number"]), *cells[line["number"]], _reasons(line["faults"])] for line in faulty]


def _reasons(faults: list[list[str]]) -> str:
    return " ".join(f"{FIELDS[name]}: {reason}" for name, reason in faults)


def mended_rows(table: Table, header: list[str], faulty: set[str]) -> dict[str, list[str]]:
    """{number of the row: its cells in the order of the roll’s columns}. Raises UnreadableRoll."""
    number, places = _places([plain(heading) for heading in table.header], [plain(heading) for heading in header])
    mended: dict[str, list[str]] = {}
    for _line, cells in table.rows:
        if cells[number] not in faulty:
            raise UnreadableRoll(_("Row %(row)s is not among the faulty ones.") % {"row": cells[number]})
        if cells[number] in mended:
            raise UnreadableRoll(_("Row %(row)s stands in this file twice.") % {"row": cells[number]})
        mended[cells[number]] = [cells[place] for place in places]
    return mended


def _places(found: list[str], header: list[str]) -> tuple[int, list[int]]:
    """Where the number of the row stands, and each column of the roll.

    As the file went out: the number first, in whatever language, then the roll’s own columns, of which two may be called alike or
    not at all. In another order only where every heading is told from the others.
    """
    if found[1 : len(header) + 1] == header:
        return 0, list(range(1, len(header) + 1))
    numbers = [index for index, heading in enumerate(found) if heading in _row_words() and heading not in header]
    if len(numbers) != 1 or "" in header or any(found.count(heading) != 1 for heading in header):
        raise UnreadableRoll(_("This is not the file of faulty rows: its columns differ. Download it again and mend that."))
    return numbers[0], [found.index(heading) for heading in header]


def _row_words() -> set[str]:
    """“Row” in every language of the site: whoever mends may read another one than whoever downloads."""
    words = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words.add(plain(_("Row")))
    return words
