"""Lists as spreadsheet files that are safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Echo:
    """Hands each line straight on, so that a large file needs no memory."""

    def write(self, line: str) -> str:
        return line


def harmless(value: object) -> str:
    """A cell that a spreadsheet shows and never runs (ASVS 1.2.10)."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Headings and rows as lines of text, with a byte-order mark so that spreadsheets read Arabic right."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([harmless(heading) for heading in headings])
    for cells in rows:
        yield writer.writerow([harmless(cell) for cell in cells])


def xlsx_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> IO[bytes]:
    """Headings and rows as a workbook in a nameless file, open at its beginning; written row by row, whatever its size.

    Whole numbers stay numbers, so that a spreadsheet can add them up; everything else is text.
    """
    from openpyxl import Workbook  # five megabytes in every worker, for what is seldom asked
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in chain([headings], rows):
        sheet.append([cell if isinstance(cell, int) else ILLEGAL_CHARACTERS_RE.sub("", harmless(cell)) for cell in cells])
    file = TemporaryFile()  # noqa: SIM115 - handed on open, and gone when it is closed
    book.save(file)
    file.seek(0)
    return file
