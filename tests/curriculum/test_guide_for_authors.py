"""The examples in the guide for authors are themselves accepted, up to the rules and topics that a small course lacks."""

from __future__ import annotations

import re
import textwrap

import pytest

from curriculum.reading import CONTENT
from tests.curriculum.folder import Folder
from tests.curriculum.texts import BANK, LESSON, QUIZ

UNKNOWN = re.compile(r": (no rule in law/rules/ is cited as|law/topics.yaml has no topic) “.*”")


def example(heading: str) -> str:
    """The indented text below a heading of the guide."""
    guide = (CONTENT / "README.md").read_text(encoding="utf-8")
    below = guide[guide.index(f"\n## {heading}") :].partition("\n    ")[2]
    lines = f"    {below}".splitlines()
    end = next((n for n, line in enumerate(lines) if line and not line.startswith("    ")), len(lines))
    return textwrap.dedent("\n".join(lines[:end]))


@pytest.mark.parametrize(("heading", "path"), [("A lesson", LESSON), ("Questions", BANK)])
def test_an_example_of_the_guide_is_accepted(folder: Folder, heading: str, path: str) -> None:
    folder.write(QUIZ, "title: Quiz\nminutes: 5\ndraw:\n  - {count: 1}\n")
    folder.write(path, example(heading))
    faults = folder.faults()
    assert [fault for fault in faults if not UNKNOWN.search(fault)] == []
    assert len(faults) > 0


def test_the_quiz_of_the_guide_lacks_nothing_but_its_questions(folder: Folder) -> None:
    folder.write(QUIZ, example("The quiz"))
    faults = [fault for fault in folder.faults() if not UNKNOWN.search(fault)]
    assert [fault.partition(": ")[2] for fault in faults] == [
        "3 items on “wounded-and-sick” are drawn, but the bank has only 0 left for level everyone"
    ]
