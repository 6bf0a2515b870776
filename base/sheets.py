"""Lists as spreadsheet files that are safe to open."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # the kind of file, as browsers call it
# What a spreadsheet runs, and the same with apostrophes before it: they get one more, so that reading takes off one alone.
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]| *[\t\r\n])")
# Where a semicolon parts the cells, as in French offices, these begin a cell of their own. A dash may begin a line of a list.
WITHIN = re.compile(r";[ \t]*(?='*[=+\-@＝＋－＠])|[\r\n][ \t]*(?='*[=+@＝＋＠])")
WRITTEN_WITHIN = re.compile(r"(;[ \t]*)'(?='*[=+\-@＝＋－＠])|([\r\n][ \t]*)'(?='*[=+@＝＋＠])")


class Echo:
    """Hands each line straight on, so that a large file needs no memory."""

    def write(self, line: str) -> str:
        return line


def harmless(value: object) -> str:
    """A cell that a spreadsheet shows and never runs (ASVS 1.2.10)."""
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def harmless_within(value: object) -> str:
    """The same for a cell of text, wherever the program that opens the file parts it."""
    return harmless(WITHIN.sub(r"\g<0>'", str(value)))


def as_meant(cell: str) -> str:
    """Without the apostrophes that ``harmless_within`` put in."""
    bare = cell[1:] if cell[:1] == "'" and FORMULA.match(cell, 1) else cell
    return WRITTEN_WITHIN.sub(lambda sign: sign[1] or sign[2], bare)


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Headings and rows as lines of text, with a byte-order mark so that spreadsheets read Arabic right."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([harmless_within(heading) for heading in headings])
    for cells in rows:
        yield writer.writerow([harmless_within(cell) for cell in cells])


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
