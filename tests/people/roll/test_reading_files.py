"""A roll is read in whatever form offices write it; what cannot be read is refused as a whole, with what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.roll import reading
from people.roll.reading import UnreadableRoll, read_table
from tests.people.roll.lists import HEADINGS, as_csv, as_workbook

ROW = ["10423", "Amina Diallo", "Pte", "1 Pl", ""]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_columns_may_be_parted_by_any_usual_sign(sign: str) -> None:
    assert read_table(as_csv([ROW], sign=sign)).rows == [(2, ROW)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_arabic_and_accents_come_through_in_every_unicode_form(encoding: str) -> None:
    content = "Matricule;Nom\n10423;Zoé Müller\n10424;أمينة ديالو\n".encode(encoding)
    assert [cells[1] for _number, cells in read_table(content).rows] == ["Zoé Müller", "أمينة ديالو"]


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Zoé Lefèvre, née à Orléans"), ("cp1256", "أمينة عبد الرحمن من مدينة الخرطوم")]
)
def test_files_of_older_offices_are_recognised_by_their_letters(encoding: str, name: str) -> None:
    lines = "\n".join(f"{number};{name}" for number in range(10400, 10420))
    table = read_table(f"Number;Name\n{lines}\n".encode(encoding))
    assert {cells[1] for _number, cells in table.rows} == {name}


@pytest.mark.parametrize(
    "lines",
    [
        ["10423;محمد علي", "10424;Jonas Weber"],
        [*(f"{number};Amina Diallo" for number in range(10000, 10300)), "10424;محمد علي"],
        ["10423;محمد بن علي الحسن", "10424;Zoé Noël à côté"],
    ],
)
def test_one_arabic_name_among_latin_ones_is_no_row_of_accents(lines: list[str]) -> None:
    table = read_table("\n".join(["Number;Name", *lines]).encode("cp1256"))
    assert [";".join(cells) for _number, cells in table.rows] == lines


def test_a_quoted_cell_may_hold_the_sign_and_a_new_line() -> None:
    content = b'Number,Name\r\n10423,"Diallo,\nAmina"\r\n'
    assert read_table(content).rows == [(2, ["10423", "Diallo, Amina"])]


def test_empty_lines_and_short_rows_are_borne_and_rows_keep_their_numbers() -> None:
    content = b"\n\nNumber,Name,Rank\n\n10423,Amina\n,,\n10424,Jonas,Pte,,\n"
    assert read_table(content).rows == [(5, ["10423", "Amina", ""]), (7, ["10424", "Jonas", "Pte"])]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_line_that_tells_excel_the_sign_is_no_heading(sign: str) -> None:
    content = f"sep={sign}\r\nNumber{sign}Name\r\n10423{sign}Amina; Diallo, A.\r\n".replace("; Diallo, A.", "")
    assert read_table(content.encode("utf-8-sig")).header == ["Number", "Name"]
    assert read_table(content.encode()).rows == [(2, ["10423", "Amina"])]


def test_a_row_with_a_comma_too_many_is_named_instead_of_read_askew() -> None:
    with pytest.raises(UnreadableRoll, match="Row 3 has more cells"):
        read_table(b"Number,Name,Rank\n10423,Amina,Pte\n10424,Weber, Jonas,Pte\n")


@pytest.mark.parametrize("line", ['="00123",Amina', '"=""00123""",Amina'])
def test_a_number_that_is_kept_as_a_text_for_excel_keeps_its_zeros(line: str) -> None:
    assert read_table(f"Number,Name\n{line}\n".encode()).rows == [(2, ["00123", "Amina"])]


def test_remarks_beside_the_list_of_a_workbook_are_left_out() -> None:
    assert read_table(as_workbook([[*ROW[:4], "a@example.org", "asked for leave"]])).rows == [(2, [*ROW[:4], "a@example.org"])]


def test_a_workbook_is_read_as_it_looks() -> None:
    row: list[Any] = [
        10423.0,
        "Amina Diallo",
        True,
        datetime(2027, 3, 12, 8),  # noqa: DTZ001
        date(2027, 3, 12),
    ]
    assert read_table(as_workbook([row])).rows == [(2, ["10423", "Amina Diallo", "True", "2027-03-12", "2027-03-12"])]


def test_a_formula_in_a_workbook_reads_as_empty() -> None:
    row = ["10423", '=HYPERLINK("http://evil.example","x")', "Pte", "=1+1", ""]
    assert read_table(as_workbook([row])).rows == [(2, ["10423", "", "Pte", "", ""])]


def test_what_an_export_made_harmless_reads_as_it_was() -> None:
    assert read_table(as_csv([["10423", "'-Diallo", "'=x", "'quoted'", ""]])).rows[0][1] == [
        "10423",
        "-Diallo",
        "=x",
        "'quoted'",
        "",
    ]


def test_marks_that_nobody_sees_are_left_out() -> None:
    assert read_table(as_csv([["\u200f10423", "\u202eAmina\x07 Diallo\u200e", "Pte", "", ""]])).rows[0][1][:2] == [
        "10423",
        "Amina Diallo",
    ]


def packed(size: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * size)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"x" * (reading.MAX_BYTES + 1), "larger than 5 MB"),
        (packed(reading.MAX_UNPACKED + 1), "unpacks to more than 80 MB"),
        (packed(10), "broken, or locked"),
        (b"PK\x03\x04 and then nothing of the kind", "workbook is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"old Excel file \(.xls\)"),
        (b"%PDF-1.7\x00\x00\x01", "neither a CSV file nor"),
        (b"%PDF-1.7\nNumber,Name\n10423,Amina\n", "neither a CSV file nor"),
        (b"\xef\xbb\xbf<html><table>\n<tr><td>Number, Name</td></tr>\n<tr><td>1, A</td></tr></table>", "neither a CSV file nor"),
        (b'<?xml version="1.0"?>\n<Workbook>\n</Workbook>', "neither a CSV file nor"),
        (b"{\\rtf1\nNumber, Name\n10423, Amina}", "neither a CSV file nor"),
        (b"", "no rows below its headings"),
        (b"Number,Name\n", "no rows below its headings"),
        (b'Number,Name\n10423,"Amina\n', "quotation mark"),
        (as_csv([["1"] * 61], headings=["x"] * 61), "more than 60 columns"),
        (b"Number\n" + b"1\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, advice: str) -> None:
    with pytest.raises(UnreadableRoll, match=advice):
        read_table(content)


@given(st.binary(max_size=400) | st.builds(lambda tail: b"PK\x03\x04" + tail, st.binary(max_size=400)))
def test_whatever_is_sent_gives_a_table_or_a_message(content: bytes) -> None:
    try:
        table = read_table(content)
    except UnreadableRoll as fault:
        assert str(fault)
    else:
        assert all(len(cells) == len(table.header) for _number, cells in table.rows)


def test_the_headings_are_those_of_the_first_row_that_holds_anything() -> None:
    assert read_table(as_csv([ROW])).header == HEADINGS


@pytest.mark.parametrize("make", [as_workbook, as_csv], ids=["workbook", "CSV"])
def test_a_title_above_the_headings_is_no_heading(make: Any) -> None:
    table = read_table(make([[], ["", "24 November 2026"], HEADINGS, ROW], headings=["Nominal roll of Alpha Company"]))
    assert (table.header, table.rows) == (HEADINGS, [(5, ROW)])


def test_a_title_does_not_hide_the_sign_between_the_columns() -> None:
    assert read_table(b"Nominal roll\nNumber;Name\n10423;Amina\n").rows == [(3, ["10423", "Amina"])]


def test_a_list_of_one_column_keeps_its_heading() -> None:
    table = read_table(b"Name\nAmina\nJonas\n")
    assert (table.header, table.rows) == (["Name"], [(2, ["Amina"]), (3, ["Jonas"])])


@pytest.mark.parametrize("make", [as_workbook, as_csv], ids=["workbook", "CSV"])
def test_a_title_of_several_cells_is_no_heading_where_another_row_names_the_columns(make: Any) -> None:
    table = read_table(
        make([["Company", "Alpha", "", "", ""], HEADINGS, ROW], headings=["Nominal roll", "", "Date:", "1 May", ""])
    )
    assert (table.header, table.rows) == (HEADINGS, [(4, ROW)])


def test_the_sign_is_the_one_between_the_headings_whatever_a_title_holds() -> None:
    table = read_table(b"Roll of A Coy, 1 December, as ordered\nNumber;Name\n10423;Amina\n")
    assert (table.header, table.rows) == (["Number", "Name"], [(3, ["10423", "Amina"])])


@pytest.mark.parametrize("make", [as_workbook, as_csv], ids=["workbook", "CSV"])
def test_headings_that_stand_again_on_every_page_are_nobody(make: Any) -> None:
    assert read_table(make([ROW, HEADINGS, ROW])).rows == [(2, ROW), (4, ROW)]
