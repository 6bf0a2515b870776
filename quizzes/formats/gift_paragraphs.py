"""The paragraphs of a GIFT file, and which of their lines are one question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizzes.formats.bounds import bare
from quizzes.formats.gift_signs import hidden

CATEGORY = "$CATEGORY:"
BEGINNINGS = ("::", CATEGORY)
COMMENT = "//"
TAG = re.compile(r"\[tag:((?:[^\]\\]|\\.)+)\]")
IDNUMBER = re.compile(r"\[id:((?:[^\]\\]|\\.)+)\]")
ONE_WITH_ANSWERS = re.compile(r"[^{}]*[?.:!…؟][\"”»)]?\s*\{[^{}]*\}\Z")  # a whole sentence, and braces at its end
MAX_JOINED = 100_000  # signs of answers that go on after blank lines


@dataclass(frozen=True)
class Paragraph:
    """The lines of one question, from the line on which its text begins; comments apart."""

    line: int
    text: str
    comments: str
    is_joined: bool = False  # over a blank line within its answers
    is_parted: bool = False  # by a blank line from its answers
    is_close: bool = False  # no blank line before it


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """Parted by blank lines; also where a name, or a category, stands below answers that are closed."""
    lines: list[str] = []
    comments: list[str] = []
    start, is_close = 0, False
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = bare(raw)
        if lines and line.startswith(BEGINNINGS) and lines[-1].endswith("}"):
            yield Paragraph(start, "\n".join(lines).strip(), "\n".join(comments), is_close=is_close)
            lines, comments, start, is_close = [], [], 0, True
        if line.startswith(COMMENT):
            comments.append(line)
            lines += [" "] if lines else []
        elif line:
            start = start or number
            lines.append(line)
        elif lines or comments:
            yield Paragraph(start, "\n".join(lines).strip(), "\n".join(comments), is_close=is_close)
            lines, comments, start, is_close = [], [], 0, False


def questions_in(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Each question as one paragraph: what a blank line parted is joined, and what no blank line parts is taken apart."""
    for each in _joined(paragraphs):
        yield from _apart(each)


def _joined(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Answers that begin or go on after a blank line belong to the question above, unless another question begins there."""
    waiting: Paragraph | None = None
    is_open = False  # whether its answers have begun
    for each in paragraphs:
        opens, closes = _braces(each.text)
        if waiting and is_open and closes > opens:
            yield _together(waiting, each, is_joined=True)
            waiting = None
        elif waiting and is_open and not opens and _goes_on(each) and len(waiting.text) < MAX_JOINED:
            waiting = replace(waiting, text=f"{waiting.text}\n{each.text}")
        else:
            if waiting and not is_open and each.text.startswith("{"):
                each, waiting = _together(waiting, each, is_parted=True), None  # noqa: PLW2901
            if waiting:
                yield waiting
            is_open = opens > closes
            waiting = each if is_open or _may_ask(each, opens + closes) else None
            if not waiting:
                yield each
    if waiting:
        yield waiting


def _goes_on(paragraph: Paragraph) -> bool:
    return paragraph.text.startswith(("=", "~", "#"))


def _may_ask(paragraph: Paragraph, braces: int) -> bool:
    """A text that has no answers yet."""
    return bool(paragraph.text) and not braces and not paragraph.text.rpartition("\n")[2].startswith(CATEGORY)


def _together(first: Paragraph, second: Paragraph, *, is_joined: bool = False, is_parted: bool = False) -> Paragraph:
    return replace(
        first,
        text=f"{first.text}\n{second.text}",
        comments=f"{first.comments}\n{second.comments}",
        is_joined=first.is_joined or is_joined,
        is_parted=first.is_parted or is_parted,
    )


def _apart(paragraph: Paragraph) -> list[Paragraph]:
    """Questions without a name that follow each other without a blank line. Only where each is a whole sentence with its answers
    at the end of a line: else it may be one text with several gaps, which nobody can take apart."""
    if _braces(paragraph.text)[0] < 2 or TAG.search(paragraph.comments) or IDNUMBER.search(paragraph.comments):
        return [paragraph]
    found, start, lines = list[Paragraph](), paragraph.line, list[str]()
    for number, line in enumerate(paragraph.text.split("\n"), start=paragraph.line):
        if not lines:
            start = number
        lines += [line] if lines or line.strip() else []
        if hidden(line).endswith("}"):
            found.append(replace(paragraph, line=start, text="\n".join(lines), is_close=paragraph.is_close or bool(found)))
            lines = []
    is_sure = not lines and all(ONE_WITH_ANSWERS.match(hidden(each.text)) for each in found)
    return found if is_sure else [paragraph]


def _braces(text: str) -> tuple[int, int]:
    unescaped = hidden(text)
    return unescaped.count("{"), unescaped.count("}")
