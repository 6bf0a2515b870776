"""The cases of the question oracle, and where we differ on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from quizzes.formats import Found, ParsedQuestion, Verdict, read_file

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "question-formats.md"
KINDS = {
    "truefalse": "true-false",
    "shortanswer": "short-answer",
    "numerical": "numerical",
    "match": "matching",
    "essay": "open-answer",
}


def kind_of(case: dict[str, Any]) -> str:
    if case["qtype"] == "multichoice":
        return "single" if case["single"] else "multiple"
    return KINDS.get(case["qtype"], case["qtype"])


def listed_differences() -> dict[tuple[str, int], str]:
    """By file and number of the question: the verdict that the document announces."""
    rows = [line.strip("| ").split("|") for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")]
    listed = [[cell.strip() for cell in row] for row in rows if row[2].strip() in ("draft", "refused")]
    return {(file, int(number)): verdict for file, numbers, verdict, _why in listed for number in numbers.split(",")}


@cache
def parsed_file(root: Path, file: str) -> tuple[Found, ...]:
    """What was found in one file; of Aiken only what the oracle found too, which says nothing of the questions it leaves out."""
    found = read_file((root / file).read_bytes(), file).found
    return tuple(each for each in found if "aiken" not in file or each.question)


def oracle_questions(root: Path) -> Iterator[tuple[str, int, dict[str, Any], Found]]:
    for file in json.loads((root / "moodle_oracle.json").read_text()):
        found = parsed_file(root, file["file"])
        assert len(found) == file["nparsed"], file["file"]
        for number, (case, ours) in enumerate(zip(file["parsed"], found, strict=True), start=1):
            yield file["file"], number, case, ours


def question_at(root: Path, file: str, number: int) -> ParsedQuestion:
    found = parsed_file(root, file)[number - 1]
    assert found.verdict != Verdict.REFUSED
    assert found.question
    return found.question
