"""The list is on the sheet that one sees, and the same letters are the same however a machine writes them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from people.models import User
from people.roll.columns import plain
from people.roll.reading import read_table
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
