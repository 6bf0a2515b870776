"""The list is on the sheet that one sees, and the same letters are the same however a machine writes them."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from people.models import User
from people.roll.columns import plain
from people.roll.reading import UnreadableRoll, read_table
from tests.conftest import Cast
from tests.people.roll.lists import HEADINGS, applied, as_csv, as_workbook, kinds, sent


def test_a_hidden_sheet_before_the_list_is_not_the_list() -> None:
    book = Workbook()
    choices: Any = book.active
    for row in (["Rank", "Level"], ["Pte", 1]):
        choices.append(row)
    choices.sheet_state = "hidden"
    roll = book.create_sheet("Roll")
    for row in (HEADINGS, ["10423", "Amina Diallo", "Pte", "1 Pl", ""]):
        roll.append(row)
    packed = io.BytesIO()
    book.save(packed)
    assert read_table(packed.getvalue()).header == HEADINGS


def packed(*sheets: list[list[Any]]) -> bytes:
    """A workbook of these sheets, all of them shown."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet: Any = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ROLL = [HEADINGS, ["10423", "Amina Diallo", "Pte", "1 Pl", ""]]


@pytest.mark.parametrize(
    "before", [[], [["Read me first"], ["Fill in the second sheet."]], [HEADINGS]], ids=["empty", "a note", "headings alone"]
)
def test_the_list_is_found_behind_a_sheet_that_holds_none(before: list[list[Any]]) -> None:
    assert read_table(packed(before, ROLL)).rows == [(2, ROLL[1])]


def charted(*, has_list: bool) -> bytes:
    """A workbook whose first sheet is a chart, before a list or alone."""
    book = Workbook()
    numbers: Any = book.active
    for row in ROLL:
        numbers.append(row)
    chart = BarChart()
    chart.add_data(Reference(numbers, min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("Chart", 0).add_chart(chart)
    if not has_list:
        book.remove(numbers)
        book.active = 0
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_chart_before_the_list_is_passed_over_and_charts_alone_are_called_no_list() -> None:
    assert read_table(charted(has_list=True)).rows == [(2, ROLL[1])]
    with pytest.raises(UnreadableRoll, match="has no rows"):
        read_table(charted(has_list=False))


def test_of_two_lists_the_first_is_taken() -> None:
    assert read_table(packed(ROLL, [HEADINGS, ["2", "Old", "", "", ""]])).rows == [(2, ROLL[1])]


def test_a_list_with_headings_of_its_own_is_taken_where_no_other_names_the_columns() -> None:
    assert read_table(packed([], [["A", "B"], ["1", "2"]], [["C", "D"], ["3", "4"]])).header == ["A", "B"]


def test_a_number_of_more_digits_than_a_workbook_keeps_is_no_service_number(cast: Cast) -> None:
    list_ = as_workbook([[12345678901234567890, "Amina Diallo", "Pte", "1 Pl", ""]])
    assert read_table(list_).rows[0][1][0] == "1.234568E+19"
    assert kinds(sent(cast.alpha, cast.administrator, list_)) == [("faulty", "1.234568E+19")]


def test_an_opendocument_file_is_called_by_its_name() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableRoll, match="ods"):
        read_table(file.getvalue())


def test_what_a_formula_failed_to_show_reads_as_empty() -> None:
    assert read_table(as_workbook([["10423", "#N/A", "#REF!", "1 Pl", ""]])).rows == [(2, ["10423", "", "", "1 Pl", ""])]


def test_a_name_written_with_accents_apart_is_the_name_on_record(cast: Cast) -> None:
    applied(cast.alpha, cast.administrator, as_csv([["77001", "Zo\u00e9 Lef\u00e8vre", "", "", ""]]))
    again = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoe\u0301 Lefe\u0300vre", "", "", ""]]))
    assert kinds(again) == [("unchanged", "77001")]
    assert User.objects.get(service_number="77001").name == "Zo\u00e9 Lef\u00e8vre"


@pytest.mark.parametrize(
    ("written", "meant"), [("السـرية الأولـى", "السرية الأولى"), ("السرية ١", "السرية 1"), ("الفصيلة ۲", "الفصيلة 2")]
)
def test_digits_of_every_script_and_stretched_words_are_compared_as_what_they_mean(written: str, meant: str) -> None:
    assert plain(written) == plain(meant)
