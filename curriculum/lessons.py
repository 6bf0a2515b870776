"""A lesson file: its front matter, and the tree of ``:::`` parts that its body is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curriculum.lesson_parts import PARTS, Container, Fail, Part, PartReader
from curriculum.markdown import Lines
from curriculum.schema import Form, LessonForm
from curriculum.source import Loc, Report, line_of, parse_yaml, read_text, validate

Words = Callable[[Any, dict[Loc, int]], Any]  # data of a file and their lines → the data that count


@dataclass(frozen=True)
class LessonSource:
    """A lesson as read. ``parts``: StreamField data whose rules are citations; ``cited``: every citation with its line."""

    form: LessonForm
    parts: list[Part] = field(repr=False)
    cited: list[tuple[str, int]]


def read_lesson(file: Path, report: Report, words: Words | None = None) -> tuple[LessonSource | None, int]:
    """One file and the line of its number; no lesson after faults. ``words``: of a translation, see ``read_front``."""
    before = len(report.faults)
    front = read_front(LessonForm, file, report, words)
    if front is None:
        return None, 1
    reader = PartReader(lambda line, message: report.add(file, line, message))
    body = containers(front.body, reader.fail)
    parts = reader.parts(body)
    if body.is_empty:
        report.add(file, front.end, "the lesson holds nothing below its front matter")
    form, places = front.form, front.places
    if form is None or len(report.faults) > before:
        return None, 1
    cited = reader.cited + [(citation, line_of(("cites", n), places)) for n, citation in enumerate(form.cites)]
    return LessonSource(form, parts, cited), line_of(("number",), places)


@dataclass(frozen=True)
class Front:
    """A file with front matter: its form (None after faults) with the line of each value, and the numbered lines below."""

    form: Any
    places: dict[Loc, int]
    body: Lines
    end: int


def read_front(kind: type[Form], file: Path, report: Report, words: Words | None = None) -> Front | None:
    """Front matter between two lines of ``---``, and what stands below it; None where there is none.

    ``words``: makes what counts of what was read, as for a translation.
    """
    text = read_text(file, report)
    if text is None:
        return None
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None or lines[0].strip() != "---":
        report.add(file, 1, "the file begins with front matter between two lines of ---")
        return None
    data, places = parse_yaml("\n".join(lines[1:end]), file, report, first_line=2)
    data = words(data, places) if words and data is not None else data
    form = validate(kind, data, file, places, report) if data is not None else None
    return Front(form, places, list(enumerate(lines[end + 1 :], end + 2)), end + 1)


def containers(lines: Lines, fail: Fail) -> Container:
    """The tree of ``:::`` parts."""
    stack = [Container("body", "", lines[0][0] if lines else 1)]
    for number, text in lines:
        if not text.startswith(":::"):
            if text.lstrip().startswith(":::"):
                fail(number, "::: stands at the very beginning of its line")
            stack[-1].content.append((number, text))
        elif words := text[3:].strip():
            opened = _opened(words, number, fail)
            stack[-1].content.append(opened)
            stack.append(opened)
        elif len(stack) > 1:
            stack.pop()
        else:
            fail(number, "::: closes nothing")
    for left in stack[1:]:
        fail(left.line, f"“{left.name}” is never closed with :::")
    return stack[0]


def _opened(words: str, line: int, fail: Fail) -> Container:
    name = words.split(maxsplit=1)[0]
    if name not in PARTS:
        fail(line, f"“{name}” is no part; use one of: {', '.join(sorted(PARTS))}")
    return Container(name, words.removeprefix(name).strip(), line)
