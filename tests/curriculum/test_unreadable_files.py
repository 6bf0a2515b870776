"""A file that cannot be read at all is refused with its line and a reason in plain words, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import BANK, LESSON, QUIZ, SECOND, TOPICS

pytestmark = pytest.mark.django_db
IN_QUOTES = "cannot be read: a text that begins with * or & or ! stands in quotes"

MALFORMED = {
    "a colon within a text": Faulty(
        "title: First quiz",
        "title: First quiz: the minimum",
        "title",
        "cannot be read: mapping values are not allowed in this context",
    ),
    "a bracket that is never closed": Faulty(
        "count: 2}", "count: 2", "- {count: 1}", "cannot be read: while parsing a flow mapping: did not find expected ',' or '}'"
    ),
    "a word given twice": Faulty("minutes: 10", "minutes: 10\nminutes: 20", "minutes: 20", "“minutes” is given twice"),
    "two documents in one file": Faulty(
        "draw:",
        "---\ndraw:",
        "---",
        "cannot be read: expected a single document in the stream: but found another document",
    ),
    "a text that begins with a star": Faulty("First quiz", "*First", "title", IN_QUOTES),
    "a text that begins with an ampersand": Faulty("First quiz", "&First quiz", "title", IN_QUOTES),
    "a text that begins with an exclamation mark": Faulty("First quiz", "!First quiz", "title", IN_QUOTES),
    "brackets without end": Faulty(
        "First quiz", "[" * 2000, "title", "cannot be read: too many brackets stand inside each other"
    ),
}


@pytest.mark.parametrize("faulty", MALFORMED.values(), ids=MALFORMED)
def test_malformed_text_is_refused(folder: Folder, faulty: Faulty) -> None:
    if "too many" in faulty.reason:
        folder.change(QUIZ, faulty.old, faulty.new)
        assert_refused(folder, QUIZ, 1, faulty.reason)
    else:
        assert_change_is_refused(folder, QUIZ, faulty)


def test_malformed_front_matter_is_refused_with_its_own_line(folder: Folder) -> None:
    folder.change(LESSON, "title: The minimum", "title: The minimum: for everyone")
    assert_refused(folder, LESSON, 2, "cannot be read: mapping values are not allowed in this context")


@pytest.mark.parametrize("path", ["course.yaml", TOPICS, QUIZ, BANK])
@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_is_refused(folder: Folder, path: str, text: str) -> None:
    folder.write(path, text)
    assert_refused(folder, path, 1, "is empty")


@pytest.mark.parametrize("path", [QUIZ, LESSON])
def test_another_encoding_is_refused(folder: Folder, path: str) -> None:
    text = (folder.root / path).read_text(encoding="utf-8").replace("title: ", "title: Été, ")
    (folder.root / path).write_bytes(text.encode("latin-1"))
    line = 1 if path == QUIZ else 2
    assert_refused(folder, path, line, "is not written in UTF-8; save it again with the encoding UTF-8")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ufffe"])
def test_a_character_that_nobody_can_read_is_refused(folder: Folder, character: str) -> None:
    folder.change(SECOND, "Who needs", f"Who {character}needs")
    line = 3 + folder.line(SECOND, "objectives:")
    assert_refused(folder, SECOND, line, f"holds a character that nobody can read, U+{ord(character):04X}; take it out")
