"""Aiken: the question on a line, options A to Z, and the letter of the right one (docs.moodle.org/en/Aiken_format)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from quizzes.formats.bounds import MAX_TITLE, bare, bounded, text_of, title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.question import Answer, Found, ParsedQuestion, QuestionRefused, Text

OPTION = re.compile(r"\A([A-Z])[.)]\s*(.*)\Z")
RIGHT = re.compile(r"\AANSWER:\s*(.*)\Z")
NEARLY_RIGHT = re.compile(r"\AANSWER\s*[:.=]", re.I)


@dataclass
class Block:
    """The lines of one question, by what they are."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def read(content: bytes, file: str) -> list[Found]:
    """Every question of the file, from those that are broken too. Raises UnreadableFile."""
    found: list[Found] = []
    for block in _blocks(text_of(content)):
        found.append(_found(block, file))
        bounded(found)
    return found


def _blocks(text: str) -> Iterator[Block]:
    """A second line “ANSWER: …” belongs to the question above it, which then has two."""
    block: Block | None = None
    done: Block | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = bare(raw)
        option, right = OPTION.match(line), _right(line)
        if done and not block and right is not None:
            done.answer = f"{done.answer}, {right}"[:MAX_TITLE]
            continue
        if not line:
            if block and block.options and block.stem:
                yield from _with(done, block)  # without its answer: nothing says which option is right
                done = block = None
            continue
        if block and (block.options and not option and right is None):
            yield from _with(done, block)
            done = block = None
        block = block or Block(number)
        if right is not None:
            yield from _with(done)
            done, block = replace(block, answer=right), None
        elif option:
            block.options.append((option[1], option[2]))
        else:
            block.stem.append(line)
    yield from _with(done, block)


def _with(*blocks: Block | None) -> Iterator[Block]:
    return (block for block in blocks if block)


def _right(line: str) -> str | None:
    """What the line of the answer says; the whole line where it is not written as it must be."""
    match = RIGHT.match(line)
    return match[1] if match else line if NEARLY_RIGHT.match(line) else None


def _found(block: Block, file: str) -> Found:
    whole = "\n".join([*block.stem, *(text for _letter, text in block.options), block.answer or ""])
    found = Found(file, block.line, title_of(whole))
    if signs := unreadable_signs(whole):
        return replace(found, refusal=signs)
    try:
        question = _question(block)
        if much := too_much(question):
            return replace(found, refusal=much)
    except QuestionRefused as reason:
        return replace(found, refusal=str(reason))
    several = [_("The question has several lines; in Aiken it has one.")] if len(block.stem) > 1 else []
    return replace(found, question=question, warnings=(*several, *doubts(question)))


def _question(block: Block) -> ParsedQuestion:
    if not block.stem:
        raise QuestionRefused(_("Options and an answer without a question above them."))
    if len(block.options) < 2:
        raise QuestionRefused(_("The question has fewer than two options (A, B …)."))
    if block.answer is None:
        raise QuestionRefused(_("No line “ANSWER: …” says which option is right."))
    letters = [letter for letter, _text in block.options]
    if letters != [chr(ord("A") + place) for place in range(len(letters))]:
        raise QuestionRefused(_("The options are not lettered A, B, C … in order."))
    if block.answer not in letters:
        raise QuestionRefused(_("“ANSWER: %(answer)s” names none of the options.") % {"answer": block.answer[:20]})
    stem = "\n".join(block.stem)
    answers = [Answer(_escaped(text), float(letter == block.answer)) for letter, text in block.options]
    return ParsedQuestion(kind="single", stem=_escaped(stem), name=" ".join(block.stem), answers=tuple(answers))


def _escaped(text: str) -> Text:
    """Aiken has no markup: its signs mean themselves, written as HTML as Moodle does."""
    return Text(html.escape(text, quote=False), "html")
