"""A table or a JSON of questions that says more than is read: refused by name, never dropped; what Excel adds is no fault."""

from __future__ import annotations

import pytest

from quizzes.formats import Found, Verdict, read_file
from quizzes.formats.own_json import write as write_json
from quizzes.formats.shares import share_of

HEADINGS = "kind,text,answer 1,share 1,answer 2,share 2"
ROW = "single,Who?,me,100,you,0"


def only(content: str, name: str = "bank.csv") -> Found:
    (found,) = read_file(content.encode(), name).found
    return found


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("partner 1", "you", "“partner 1” says nothing"),
        ("tolerance 1", "5", "“tolerance 1” says nothing"),
        ("capitals count", "perhaps", "“perhaps” is neither yes nor no"),
    ],
)
def test_what_would_be_dropped_is_refused(heading: str, cell: str, reason: str) -> None:
    found = only(f"{HEADINGS},{heading}\n{ROW},{cell}\n")
    assert found.verdict == Verdict.REFUSED
    assert reason in found.reasons[0]


@pytest.mark.parametrize("word", ["", "no", "non", "0", "لا"])
def test_no_is_no_in_every_language(word: str) -> None:
    assert only(f"{HEADINGS},capitals count\n{ROW},{word}\n").verdict == Verdict.ACCEPTED


def test_the_first_line_that_excel_writes_is_no_heading() -> None:
    found = only(f"sep=;\r\n{HEADINGS}\r\n{ROW}\r\n".replace(",", ";"))
    assert found.verdict == Verdict.ACCEPTED
    assert found.line == 3


def test_empty_cells_at_the_end_are_no_fault() -> None:
    assert only(f"{HEADINGS}\n{ROW},,\n").verdict == Verdict.ACCEPTED
    assert only(f"{HEADINGS}\n{ROW},,they\n").verdict == Verdict.REFUSED


def test_a_word_that_stands_twice_in_json_is_refused_by_name() -> None:
    question = only(f"{HEADINGS}\n{ROW}\n").question
    assert question
    doubled = write_json([question]).replace('"kind": "single"', '"kind": "single", "kind": "multiple"')
    fault = read_file(doubled.encode(), "bank.json").fault
    assert fault
    assert "“kind” stands twice" in fault.refusal


@pytest.mark.parametrize("written", ["1_00", "nan", "inf", "１００"])
def test_a_share_is_a_number_as_files_write_it(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        share_of(written)
