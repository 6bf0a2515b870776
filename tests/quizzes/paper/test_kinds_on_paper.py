"""How what stands on a sheet is typed, for every kind that can stand on paper."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.kinds import KINDS, ResponseRefused
from quizzes.paper.kinds import PAPER_KINDS, is_empty

OPTIONS = [{"id": each, "text": each.upper()} for each in ("x", "y", "z")]
CHOICE = {"stem": "?", "options": OPTIONS}
PAIRS = {"stem": "?", "stems": [{"id": "s1", "text": "1"}, {"id": "s2", "text": "2"}], "choices": OPTIONS}
ORDER = ["y", "z", "x"]
UNITS = {"stem": "?", "units": [{"id": "u1", "text": "km"}]}


@pytest.mark.parametrize(
    ("kind", "content", "typed", "expected"),
    [
        ("single", CHOICE, "b", {"chosen": ["z"]}),
        ("multiple", CHOICE, "a, C", {"chosen": ["x", "y"]}),
        ("true-false", CHOICE, "A", {"chosen": ["y"]}),
        ("matching", PAIRS, "C a", {"pairs": {"s1": "x", "s2": "y"}}),
        ("matching", PAIRS, "-B", {"pairs": {"s2": "z"}}),
        ("numerical", UNITS, "5 km", {"text": "5", "unit": "u1"}),
        ("short-answer", {"stem": "?"}, "Red Cross", {"text": "Red Cross"}),
        ("ordering", CHOICE, "CAB", {"places": {"x": 1, "y": 2, "z": 3}}),
        ("ordering", CHOICE, "C - B", {"places": {"x": 1, "z": 3}}),
        ("ordering", CHOICE, "- a", {"places": {"y": 2}}),
        ("multiple", CHOICE, "A، C", {"chosen": ["x", "y"]}),
        ("single", CHOICE, "B B", {"chosen": ["z"]}),
    ],
)
def test_letters_and_words_become_the_response(kind: str, content: dict[str, Any], typed: str, expected: dict[str, Any]) -> None:
    assert KINDS[kind].clean_response(content, PAPER_KINDS[kind].read(content, ORDER, typed)) == expected


@pytest.mark.parametrize(
    ("kind", "content", "typed"),
    [
        ("single", CHOICE, "AB"),
        ("multiple", CHOICE, "D"),
        ("matching", PAIRS, "A"),
        ("matching", PAIRS, "AD"),
        ("matching", PAIRS, "A 2 B"),
        ("ordering", CHOICE, "AAB"),
        ("ordering", CHOICE, "ABC-"),
    ],
)
def test_what_the_sheet_cannot_say_is_refused(kind: str, content: dict[str, Any], typed: str) -> None:
    with pytest.raises(ResponseRefused):
        KINDS[kind].clean_response(content, PAPER_KINDS[kind].read(content, ORDER, typed))


@pytest.mark.parametrize(("kind", "typed"), [("single", "A C"), ("true-false", "AB"), ("ordering", "ABA")])
def test_who_finds_more_on_the_sheet_than_may_stand_there_is_told_what_to_type(kind: str, typed: str) -> None:
    with pytest.raises(ResponseRefused, match="type a dash"):
        PAPER_KINDS[kind].read(CHOICE, ORDER, typed)


def test_every_kind_on_paper_is_a_kind_with_a_row_on_the_sheet() -> None:
    assert PAPER_KINDS.keys() <= KINDS.keys()
    contents = {"matching": PAIRS, "numerical": UNITS, "short-answer": {"stem": "?"}}
    boxes = {kind: PAPER_KINDS[kind].box(contents.get(kind, CHOICE), ORDER) for kind in PAPER_KINDS}
    assert boxes["single"] == {"letters": 3} and boxes["matching"] == {"pairs": 2} and boxes["numerical"] == {"line": True}


def test_a_dash_is_no_answer_and_a_nought_is_one_where_something_is_written() -> None:
    assert [is_empty("single", typed) for typed in ("", "-", "0", "A")] == [True, True, True, False]
    assert [is_empty("numerical", typed) for typed in ("", "-", "0")] == [True, True, False]
    assert [is_empty("short-answer", typed) for typed in ("", "—", "0")] == [True, True, False]
