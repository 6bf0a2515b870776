"""A workbook is read as it looks to whoever sent it, or refused before it costs the memory or the minutes of others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from people.roll.reading import UnreadableRoll, read_table

SHEET = "xl/worksheets/sheet1.xml"


def workbook(change: Callable[[Any], object], *, rows: int = 4) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Service number", "Name", "Unit"])
    for number in range(rows):
        sheet.append([10423 + number, "Amina Diallo", "1 Pl" if number == 0 else None])
    change(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rewritten(part: str, old: bytes, new: bytes) -> bytes:
    content, plain = io.BytesIO(), workbook(lambda _sheet: None)
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old, new) if name == part else text)
    return content.getvalue()


def test_a_number_shown_with_zeros_before_it_keeps_them() -> None:
    def with_zeros(sheet: Any) -> None:
        sheet["A2"].number_format = "0000000"

    assert [cells[0] for _number, cells in read_table(workbook(with_zeros)).rows][:2] == ["0010423", "10424"]


def test_a_unit_merged_over_several_rows_is_refused_instead_of_read_as_empty() -> None:
    with pytest.raises(UnreadableRoll, match=r"merged over several rows \(C2:C5\)"):
        read_table(workbook(lambda sheet: sheet.merge_cells("C2:C5")))


@pytest.mark.parametrize("cells", ["A7:C9", "E2:E5", "B3:C3"])
def test_cells_merged_beside_or_below_the_list_or_within_a_row_do_no_harm(cells: str) -> None:
    assert len(read_table(workbook(lambda sheet: sheet.merge_cells(cells))).rows) == 4


@pytest.mark.parametrize(
    ("part", "old", "new", "advice"),
    [
        (SHEET, b'<row r="5"', b'<row r="2000000000"', "goes on below row 100,000"),
        (SHEET, b"</sheetData>", b"<row>" + b"<c/>" * 1_300_000 + b"</row></sheetData>", "unpacks to more"),
        ("xl/styles.xml", b"</styleSheet>", b"<a/>" * 1_300_000 + b"</styleSheet>", "unpacks to more"),
    ],
    ids=["a row far below", "a row without end", "styles without end"],
)
def test_a_small_file_that_costs_minutes_or_gigabytes_is_refused(part: str, old: bytes, new: bytes, advice: str) -> None:
    with pytest.raises(UnreadableRoll, match=advice):
        read_table(rewritten(part, old, new))
