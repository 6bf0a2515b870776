"""What an author writes is what is loaded: words that YAML takes for something else, other line ends, a byte order mark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.texts import BANK, LESSON, QUIZ, RULES


def item(folder: Folder, number: int = 0) -> Any:
    bank = folder.read().modules[0].bank
    assert bank is not None
    return bank.items[number]


@pytest.mark.parametrize("word", ["No", "Yes", "off", "12:30", "2026-11-24", "0x1F", "1_000", "07"])
def test_an_option_is_the_word_that_was_written(folder: Folder, word: str) -> None:
    folder.change(BANK, "Bring him into the shade.", word)
    assert item(folder).options[0].text == word


def test_true_and_false_are_words_where_a_text_is_meant(folder: Folder) -> None:
    assert [option.text for option in item(folder, 2).options] == ["True", "False"]


def test_a_year_is_a_number_and_a_date_is_none(folder: Folder) -> None:
    folder.change("law/instruments.yaml", "year: 1949", "year: 1949-08-12")
    assert folder.faults() == [
        "law/instruments.yaml:5: 0.year: Input should be a valid integer, unable to parse string as an integer"
    ]


def test_null_stands_for_nothing(folder: Folder) -> None:
    folder.change(QUIZ, "minutes: 10", "attempts: null\ntime_limit:\nminutes: 10")
    quiz: Any = folder.read().modules[0].activities["quiz.yaml"]
    assert (quiz.attempts, quiz.time_limit) == (None, None)


def test_accents_and_other_scripts_are_kept(folder: Folder) -> None:
    folder.change(RULES, "The minimum", "Le minimum à respecter · الحد الأدنى")
    assert folder.read().rules["GC I Art 3"].form.title == "Le minimum à respecter · الحد الأدنى"


@pytest.mark.parametrize("path", [LESSON, QUIZ])
def test_a_byte_order_mark_and_other_line_ends_change_nothing(folder: Folder, path: str) -> None:
    before = folder.read().modules
    text = (folder.root / path).read_text(encoding="utf-8")
    (folder.root / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert folder.read().modules == before
