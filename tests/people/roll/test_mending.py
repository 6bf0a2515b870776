"""The file of faulty rows: it goes out, is mended, and its cells come back to the columns that they came from."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from people.models import RollImport
from people.roll import services
from people.roll.faulty import faulty_lines, faulty_workbook
from people.roll.reading import UnreadableRoll
from tests.conftest import NOW, Cast
from tests.people.roll.lists import as_csv, as_workbook, kinds, sent

Rows = list[list[str]]


def faulty_of(roll: RollImport) -> Rows:
    """Headings and faulty rows, as a spreadsheet shows the file."""
    return list(csv.reader(io.StringIO("".join(faulty_lines(roll)).removeprefix("\ufeff"))))


def mended(roll: RollImport, rows: Rows) -> RollImport:
    roll = services.mend_roll(roll=roll, content=as_csv(rows[1:], rows[0]), at=NOW)
    return services.check_roll(roll=roll, at=NOW)


@pytest.fixture
def roll(cast: Cast) -> RollImport:
    """One sound row and one without a number, with a second “Name” and a column that has no heading."""
    headings = ["Row", "Number", "Name", "Name", ""]
    rows = [["a", "77001", "Zoé Petit", "Zoé", "x"], ["b", "", "Ada Oko", "Ada", "y"]]
    content = as_csv([[*row, "z"] for row in rows], [*headings, "Remarks"])
    return sent(cast.alpha, cast.administrator, content)


def test_columns_that_are_called_alike_or_not_at_all_keep_their_own_cells(roll: RollImport) -> None:
    rows = faulty_of(roll)
    rows[1][2] = "77002"
    found = mended(roll, rows)
    assert kinds(found) == [("new", "77001"), ("new", "77002")]
    assert found.rows[1][1] == ["b", "77002", "Ada Oko", "Ada", "y", "z"]


def test_the_language_may_change_between_the_file_and_its_return(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["", "Ada Oko", "", "", ""]]))
    with translation.override("fr"):
        rows = faulty_of(roll)
    rows[1][1] = "77002"
    assert mended(roll, rows).counts == {"new": 1}


def test_another_order_is_understood_where_every_heading_is_told_apart(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["", "Ada Oko", "", "", ""]]))
    rows = [row[::-1] for row in faulty_of(roll)]
    rows[1][rows[0].index("Service number")] = "77002"
    assert mended(roll, rows).counts == {"new": 1}


def test_another_order_of_columns_that_are_called_alike_is_refused(roll: RollImport) -> None:
    with pytest.raises(UnreadableRoll, match="its columns differ"):
        mended(roll, [row[::-1] for row in faulty_of(roll)])


def test_a_row_that_was_not_faulty_or_stands_twice_is_refused(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""], ["", "Ada Oko", "", "", ""]]))
    head, row = faulty_of(roll)
    with pytest.raises(UnreadableRoll, match="Row 2 is not among"):
        mended(roll, [head, ["2", *row[1:]]])
    with pytest.raises(UnreadableRoll, match="Row 3 stands in this file twice"):
        mended(roll, [head, row, row])


def test_what_the_file_made_harmless_comes_back_as_it_was(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["", "Oko; @Ada", "", "", ""]]))
    rows = faulty_of(roll)
    assert rows[1][2] == "Oko; '@Ada"
    rows[1][1] = "77002"
    assert mended(roll, rows).rows == [[2, ["77002", "Oko; @Ada", "", "", ""]]]


def test_a_row_whose_cells_were_emptied_leaves_the_list(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""], ["Total", "", "", "", "1"]]))
    rows = faulty_of(roll)
    rows[1][1:-1] = [""] * (len(rows[1]) - 2)
    found = mended(roll, rows)
    assert kinds(found) == [("new", "77001")]
    assert services.apply_roll(roll=found, at=NOW).state == RollImport.State.APPLIED


def test_a_list_of_which_no_row_would_be_left_stays_as_it_is(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["", "Ada Oko", "", "", ""]]), is_complete=True)
    rows = faulty_of(roll)
    rows[1][1:] = [""] * (len(rows[1]) - 1)
    with pytest.raises(UnreadableRoll, match="No row would be left"):
        mended(roll, rows)
    assert RollImport.objects.get(pk=roll.pk).counts["faulty"] == 1


def test_the_workbook_keeps_the_zeros_and_comes_back_like_the_other_file(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["0077001", "", "", "", ""], ["3-1-98", "Ada Oko", "General", "", ""]]))
    sheet: Any = load_workbook(faulty_workbook(roll)).active
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    cells[1][2], cells[2][3] = "Zoé Petit", ""
    mended_roll = services.mend_roll(roll=roll, content=as_workbook(cells[1:], cells[0]), at=NOW)
    assert kinds(services.check_roll(roll=mended_roll, at=NOW)) == [("new", "0077001"), ("new", "3-1-98")]
