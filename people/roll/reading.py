"""A file as a table of texts: CSV in whatever form offices write it, or a workbook. Bounds before everything else."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.sheets import as_meant
from people.roll.columns import guess_columns, missing_columns
from people.roll.decoding import decoded

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED = 80 * MEGABYTE
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_LINES = 100_000  # counting the empty ones: a workbook names a row of any number in a few bytes
MAX_CELL = 300
NO_ROWS = gettext_lazy("The file has no rows below its headings. Send a list with headings in its first row.")
FIRST_ROWS = 50  # among which the headings are
LONGEST_HEADINGS = 4_000
DELIMITERS = ",;\t|"  # of two that stand as often, the first
SIGN_HINT = re.compile(
    r'"?sep=([;,|\t])"?[^\r\n]*(?:\r\n|\r|\n)', re.IGNORECASE
)  # a first line that Excel reads and does not show
ZIP_START = b"PK\x03\x04"
OTHER_STARTS = (b"<", b"%PDF", b"{\\rtf")  # web pages and XML that call themselves .xls, and papers
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # how offices keep Excel from dropping the zeros of a number in a CSV file
MOST_EXACT = 10**15  # a workbook keeps fifteen digits of a number
PADDED = re.compile(r"0{2,32}")  # a form of numbers that shows 123 as 00123
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s+ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
Merged = tuple[str, int, str, int]
LONGEST_TAG = 200
LONGEST_ROW = 4 * MEGABYTE  # a row is in memory as a whole, and so are all parts but the lists themselves
MAX_WHOLE = 4 * MEGABYTE
READ_IN_PIECES = ("xl/worksheets/", "xl/sharedStrings")
UNSEEN = {number: None for number in range(0x20) if not chr(number).isspace()} | dict.fromkeys(
    (0x7F, 0xAD, 0xFEFF, 0x200B, 0x2060, 0x200E, 0x200F, 0x61C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # bells, marks of direction and spaces without width that come along from other programs


class UnreadableRoll(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """Headings, and rows as (number in the file counted from 1, cells); as many cells as headings, all trimmed."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """The sheet of a workbook with the list, or a CSV file. Raises UnreadableRoll."""
    if len(content) > MAX_BYTES:
        raise UnreadableRoll(_("The file is larger than 5 MB. Split the roll, or take out pictures and other sheets."))
    if content.startswith(OLD_EXCEL_START):
        raise UnreadableRoll(_("This is an old Excel file (.xls). Save it as .xlsx or as CSV, and send that."))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(OTHER_STARTS):
        raise UnreadableRoll(_("This is neither a CSV file nor an Excel workbook (.xlsx)."))
    if content.startswith(ZIP_START):
        return _workbook_table(content)
    return _table(_csv_rows(content), is_parted_by_signs=True)


def _table(lines: Iterable[list[str]], *, is_parted_by_signs: bool = False) -> Table:
    numbered = _numbered(lines)
    first = list(islice(numbered, FIRST_ROWS))
    start = _start([cells for _number, cells in first])
    if start is None:  # a list of one column
        first, start = [(number, cells[:1]) for number, cells in first], 0
    header, width = (_trimmed(first[start][1]), len(first[start][1])) if first else ([], 0)
    rows: list[tuple[int, list[str]]] = []
    for number, cells in chain(first[start + 1 :], numbered):
        if is_parted_by_signs and any(cells[width:]):
            advice = _("Row %(row)s has more cells than there are headings. Put a name with a comma in quotation marks.")
            raise UnreadableRoll(advice % {"row": number})
        row = (cells + [""] * len(header))[: len(header)]
        if row != header:  # printed lists name their columns again on every page
            rows.append((number, row))
        _refuse_long(rows)
    if not rows:
        raise UnreadableRoll(str(NO_ROWS))
    return Table(header, rows)


def _numbered(lines: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, with their number in the file."""
    for number, cells in enumerate(lines, start=1):
        if number > MAX_LINES:
            advice = _("The file goes on below row %(row)s. Copy the list alone into a new workbook.")
            raise UnreadableRoll(advice % {"row": f"{MAX_LINES:,}"})
        if any(cells):
            yield number, cells


def _start(first: list[list[str]]) -> int | None:
    """Which of the first rows holds the headings: the one that names what a roll needs, else the first beyond a title."""
    named = (index for index, cells in enumerate(first) if _names_columns(cells))
    others = (index for index, cells in enumerate(first) if not _is_one_text(cells))
    return next(chain(named, others), None)


def _names_columns(cells: list[str]) -> bool:
    return not missing_columns(guess_columns(cells[:MAX_COLUMNS]))


def _refuse_long(rows: list[tuple[int, list[str]]]) -> None:
    if len(rows) > MAX_ROWS:
        raise UnreadableRoll(_("The roll has more than %(count)s rows. Split it by unit.") % {"count": f"{MAX_ROWS:,}"})


def _is_one_text(cells: list[str]) -> bool:
    """A title or a date, which offices write above the headings."""
    return sum(map(bool, cells)) == 1


def _trimmed(cells: list[str]) -> list[str]:
    """Headings without the empty columns at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise UnreadableRoll(_("The list has more than %(count)s columns. Keep those that are needed.") % {"count": MAX_COLUMNS})
    return cells


# --- CSV ------------------------------------------------------------------------------------------


def _csv_rows(content: bytes) -> Iterable[list[str]]:
    text = _text(content)
    hint = SIGN_HINT.match(text)
    text = text[hint.end() :] if hint else text
    sign = hint[1] if hint else _delimiter(text)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            yield [_cell(KEPT_AS_TEXT.sub(r"\1", cell) if KEPT_AS_TEXT.fullmatch(cell) else cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableRoll(_("The CSV file is broken: a quotation mark that never closes, for example.")) from error


def _text(content: bytes) -> str:
    text = decoded(content)
    if text is None:
        raise UnreadableRoll(_("The letters of this file cannot be read. Save it as “CSV UTF-8”, and send that."))
    if "\x00" in text:
        raise UnreadableRoll(_("This is neither a CSV file nor an Excel workbook (.xlsx)."))
    return text


def _delimiter(text: str) -> str:
    """The sign by which one of the first lines falls into headings, else the one that stands most often in the first line
    that holds any; a comma where none does."""
    lines = list(islice((line for line in text.splitlines() if line.strip()), FIRST_ROWS))
    for line in lines:
        for sign in DELIMITERS:
            if _names_columns([cell.strip(' "') for cell in line[:LONGEST_HEADINGS].split(sign)]):
                return sign
    first = next((line for line in text.splitlines() if any(sign in line for sign in DELIMITERS)), "")
    return max(DELIMITERS, key=first.count)


# --- Workbooks ------------------------------------------------------------------------------------


def _workbook_table(content: bytes) -> Table:
    _refuse_bombs(content)
    try:
        from openpyxl import load_workbook  # five megabytes in every worker, for what is seldom asked

        sheet, merged = _sheet_with_the_list(load_workbook(io.BytesIO(content), read_only=True, keep_links=False).worksheets)
        table = _table(_worksheet_rows(sheet))
    except UnreadableRoll:
        raise
    except Exception as error:  # openpyxl raises whatever a broken workbook makes it stumble over
        raise UnreadableRoll(_("The workbook is broken, or locked with a password. Save it anew as .xlsx or CSV.")) from error
    _refuse_merged(merged, table)
    return table


def _sheet_with_the_list(sheets: list[Any]) -> tuple[Any, list[Merged]]:
    """Of the sheets that whoever made the file saw the first with a list that names what a roll needs, else the first that
    holds anything; and its merged cells. Templates keep their lists of ranks and units on hidden sheets.
    """
    if not sheets:  # charts alone
        raise UnreadableRoll(str(NO_ROWS))
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets[:1]
    looked = []
    for sheet in shown:
        merged = _merged_over_rows(sheet)  # before a row of it is read
        first = [cells for cells in islice(_worksheet_rows(sheet), FIRST_ROWS) if any(cells)]
        if any(map(_names_columns, first[:-1])):
            return sheet, merged
        looked.append((bool(first), sheet, merged))
    return next((each[1:] for each in looked if each[0]), looked[0][1:])


def _worksheet_rows(sheet: Any) -> Iterable[list[str]]:
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS + 1):
        yield [_worksheet_cell(cell) for cell in cells]


def _refuse_bombs(content: bytes) -> None:
    """A workbook is a zip: what it unpacks to is bounded before a byte of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
    except zipfile.BadZipFile as error:
        raise UnreadableRoll(_("The workbook is broken. Save it anew as .xlsx or CSV.")) from error
    if "mimetype" in sizes and "[Content_Types].xml" not in sizes:
        raise UnreadableRoll(_("This is an OpenDocument file (.ods). Save it as .xlsx or as CSV, and send that."))
    whole = [size for name, size in sizes.items() if name.endswith((".xml", ".rels")) and not name.startswith(READ_IN_PIECES)]
    if sum(sizes.values()) > MAX_UNPACKED or max(whole, default=0) > MAX_WHOLE:
        raise UnreadableRoll(_("The workbook unpacks to more than 80 MB. Copy the list alone into a new workbook."))


def _merged_over_rows(sheet: Any) -> list[Merged]:
    """The cells merged over several rows, as (column, row, column, row). Refuses a row that no list has before it is read."""
    merged: list[Merged] = []
    kept, row = b"", 0
    with sheet._get_source() as source:
        while part := source.read(MEGABYTE):
            row = len(part) - part.rfind(b"<row") if b"<row" in part else row + len(part)
            if row > LONGEST_ROW:
                raise UnreadableRoll(_("The workbook unpacks to more than 80 MB. Copy the list alone into a new workbook."))
            found = [
                (left.decode(), int(first), right.decode(), int(last))
                for left, first, right, last in MERGED.findall(kept + part)
                if first != last
            ]
            merged += found if len(merged) < MAX_LINES else []
            kept = part[-LONGEST_TAG:]
    return merged


def _refuse_merged(merged: list[Merged], table: Table) -> None:
    """Of cells merged over several rows only the first holds the text: the others would read as empty without a word."""
    from openpyxl.utils import column_index_from_string

    numbers = [number for number, _cells in table.rows]
    for left, first, right, last in merged:
        rows = bisect_right(numbers, last) - bisect_left(numbers, first)
        if rows > 1 and column_index_from_string(left) <= len(table.header):
            advice = _("Cells are merged over several rows (%(cells)s). Unmerge them, and fill in each row.")
            raise UnreadableRoll(advice % {"cells": f"{left}{first}:{right}{last}"})


def _worksheet_cell(cell: Any) -> str:
    """As it looks. A formula reads as empty, and so does what one failed to show (#N/A): that is not for us to work out."""
    value = cell.value
    if value is None or cell.data_type in ("f", "e"):
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= MOST_EXACT:
        return f"{value:E}"  # as Excel shows it: it has lost the last digits, so that it must not pass for a number
    if isinstance(value, int):
        return str(value).zfill(len(cell.number_format) if PADDED.fullmatch(cell.number_format) else 0)
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    text = _cell(str(value))
    return "" if text.startswith("=") else text


def _cell(text: str) -> str:
    """One line, trimmed and bounded, accents joined to their letters. The apostrophes of an export’s harmless cell go."""
    return as_meant(" ".join(normalize("NFC", text.translate(UNSEEN)).split())[:MAX_CELL])
