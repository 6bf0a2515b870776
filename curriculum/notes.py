"""What stands beside the lessons of a module: the instructor’s note, and the card for the soldier’s pocket."""

from __future__ import annotations

from pathlib import Path

from curriculum.lesson_parts import Part, PartReader
from curriculum.lessons import containers, read_front
from curriculum.markdown import elements, plain
from curriculum.schema import NoteForm
from curriculum.source import Report

IN_A_NOTE = {"prose", "table"}
LONGEST_LINE = 255


def read_note(file: Path, report: Report) -> tuple[list[Part], list[tuple[str, int]]]:
    """``instructor.md`` as (parts, citations with their lines); nothing of a file that is not there or has faults."""
    before = len(report.faults)
    front = read_front(NoteForm, file, report) if file.is_file() else None
    if front is None:
        return [], []
    reader = PartReader(lambda line, message: report.add(file, line, message))
    parts = reader.parts(containers(front.body, reader.fail))
    if any(part["type"] not in IN_A_NOTE for part in parts):
        report.add(file, 1, "only headings, text, lists and tables stand in an instructor’s note")
    return (parts, reader.cited) if len(report.faults) == before else ([], [])


def read_card(file: Path, report: Report) -> list[str]:
    """``card.md``: a list, one short order a line; nothing of a file that is not there or has faults."""
    before = len(report.faults)
    front = read_front(NoteForm, file, report) if file.is_file() else None
    if front is None:
        return []
    lines: list[str] = []
    for element in elements(front.body):
        if element.kind != "bullet":
            report.add(file, element.line, "a card is a list with a hyphen before each line, and nothing else")
            continue
        lines += [plain(token) for token in element.inlines]
    if not lines or any(len(line) > LONGEST_LINE for line in lines):
        report.add(file, 1, f"a card has lines, each of at most {LONGEST_LINE} characters")
    return lines if len(report.faults) == before else []
