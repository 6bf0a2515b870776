"""A lesson whose front matter is faulty is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import LESSON

pytestmark = pytest.mark.django_db

FAULTY = {
    "no title": Faulty("title: The minimum\n", "", "number:", "title: is missing"),
    "no number": Faulty('number: "1.1"\n', "", "title: The", "number: is missing"),
    "no minutes": Faulty("minutes: 10\n", "", "title: The", "minutes: is missing"),
    "no objectives": Faulty("objectives:\n  - Say whom the minimum protects.\n", "", "title: The", "objectives: is missing"),
    "an unknown level": Faulty(
        "level: everyone", "level: officers", "level:", "level: Input should be 'everyone', 'ncos' or 'commanders'"
    ),
    "a number without quotes": Faulty('number: "1.1"', "number: 1.1", "number:", "number: Input should be a valid string"),
    "no time at all": Faulty("minutes: 10", "minutes: 0", "minutes:", "minutes: Input should be greater than or equal to 1"),
    "a word that nobody knows": Faulty("cites:", "quotes:", "quotes:", "quotes: is no word that may stand here"),
    "a word given twice": Faulty("minutes: 10", "minutes: 10\nminutes: 12", "minutes: 12", "“minutes” is given twice"),
    "a list in a list": Faulty(
        "Confirm the number.", "[Confirm, the number]", "[Confirm", "review.0: Input should be a valid string"
    ),
    "a citation that no rule has": Faulty(
        "[GC I Art 12]", "[GC I Art 12, GC I Art 99]", "GC I Art 99", "no rule in law/rules/ is cited as “GC I Art 99”"
    ),
    "a summary that the outline has no room for": Faulty(
        "What holds for everyone.", "x" * 301, "summary:", "summary: String should have at most 300 characters"
    ),
    "a title that no page has room for": Faulty(
        "title: The minimum", f"title: {'x' * 256}", "title:", "title: String should have at most 255 characters"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=FAULTY)
def test_faulty_front_matter_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, LESSON, faulty)


def test_a_lesson_without_front_matter_is_refused(folder: Folder) -> None:
    folder.write(LESSON, "## What it means\nTreat everyone humanely.\n")
    assert_refused(folder, LESSON, 1, "the file begins with front matter between two lines of ---")


def test_front_matter_that_is_never_closed_is_refused(folder: Folder) -> None:
    folder.write(LESSON, "---\ntitle: The minimum\n")
    assert_refused(folder, LESSON, 1, "the file begins with front matter between two lines of ---")


def test_an_empty_lesson_file_is_refused(folder: Folder) -> None:
    folder.write(LESSON, "")
    assert_refused(folder, LESSON, 1, "the file begins with front matter between two lines of ---")


def test_empty_front_matter_is_refused(folder: Folder) -> None:
    folder.write(LESSON, "---\n---\nText.\n")
    assert_refused(folder, LESSON, 2, "is empty")


def test_front_matter_that_is_no_list_of_words_is_refused(folder: Folder) -> None:
    folder.write(LESSON, "---\nThe minimum\n---\nText.\n")
    assert_refused(folder, LESSON, 2, "lines of the form “word: value” belong here")


def test_a_lesson_that_says_nothing_is_refused(folder: Folder) -> None:
    text = (folder.root / LESSON).read_text(encoding="utf-8")
    folder.write(LESSON, text[: text.index("::: situation")] + "\n\n")
    assert_refused(folder, LESSON, 12, "the lesson holds nothing below its front matter")
