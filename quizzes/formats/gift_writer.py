"""GIFT, for what it can express; what it cannot is left out by name, never half-written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from quizzes.formats.moodle_xml_writer import general_feedback, number, percent
from quizzes.formats.question import Answer, Markup, ParsedQuestion, Text
from quizzes.formats.whole import no_place_elsewhere

SIGNS = re.compile(r"[\\~=#{}:]")
ARROW = "->"


def write(questions: Iterable[ParsedQuestion]) -> str:
    """What GIFT cannot say stands as a comment with the reason, so that nothing vanishes in silence."""
    return "\n".join(_blocks(questions))


def _blocks(questions: Iterable[ParsedQuestion]) -> Iterator[str]:
    category = ""
    for question in questions:
        if reason := cannot_hold(question):
            yield f"// {_one_line(question.name)}: {reason}\n"
            continue
        if question.category and question.category != category:
            category = question.category
            yield f"$CATEGORY: {_one_line(category)}\n"
        yield _question(question)


def cannot_hold(question: ParsedQuestion) -> str:
    """Why this question has no GIFT; empty where it has."""
    if reason := no_place_elsewhere(question):
        return reason
    if question.kind == "ordering":
        return _("GIFT has no ordering questions.")
    if question.criteria or question.model_answer or question.keeps_order:
        return _("GIFT has no rubric, and cannot say that options keep their order.")
    if question.all_or_nothing or question.case_sensitive or question.units:
        return _("GIFT cannot say “all or nothing”, that capitals count, or units.")
    return _unsayable(question)


def _unsayable(question: ParsedQuestion) -> str:
    """Signs that GIFT cannot escape where they stand."""
    texts = [answer.text.text for answer in question.answers]
    if any(ARROW in pair.stem.text or ARROW in pair.choice for pair in question.pairs):
        return _("GIFT cannot say “->” in a pair.")
    if question.kind in ("single", "multiple") and not all(text.strip() for text in texts):
        return _("GIFT cannot say an answer without a text.")
    if question.kind == "single" and {answer.share == 1 for answer in question.answers} != {True, False}:
        return _("GIFT cannot say a choice of one without a right and a wrong answer.")
    if question.kind == "short-answer" and any(ARROW in text for text in texts):
        return _("GIFT cannot say “->” in a short answer.")
    if question.kind == "numerical" and "*" in texts[:-1]:
        return _("GIFT knows “every other answer” only as the last one.")
    return ""


def _question(question: ParsedQuestion) -> str:
    comments = [f"[id:{question.idnumber}]"] if question.idnumber else []
    comments += [f"[tag:{tag.replace(']', chr(92) + ']')}]" for tag in question.tags]
    head = [f"// {' '.join(map(_one_line, comments))}"] if comments else []
    name = f"::{_escaped(question.name)}::" if question.name else ""
    stem = f"{name}[{question.stem.markup}]{_escaped(question.stem.text)}"
    return "\n".join([*head, stem + "{" + _answers(question) + "}", ""])


def _answers(question: ParsedQuestion) -> str:
    told = general_feedback(question)
    general = [f"####{_in_markup(told, question.stem.markup)}"] if told.text else []
    lines = [*_WRITERS[question.kind](question), *general]
    if question.kind == "open-answer" and not general:
        return ""
    start = "#" if question.kind == "numerical" else ""
    return start + "".join(f"\n\t{line}" for line in lines) + "\n"


def _choice(question: ParsedQuestion) -> Iterator[str]:
    for answer in question.answers:
        is_right = question.kind == "single" and answer.share == 1
        weight = f"%{percent(answer.share)}%" if answer.share and not is_right else ""
        yield f"{'=' if is_right else '~'}{weight}{_with_feedback(answer, question.stem.markup)}"


def _short_answer(question: ParsedQuestion) -> Iterator[str]:
    for answer in question.answers:
        yield f"=%{percent(answer.share)}%{_with_feedback(answer, 'plain')}"


def _numerical(question: ParsedQuestion) -> Iterator[str]:
    for answer in question.answers:
        told = _feedback(answer.feedback, question.stem.markup)
        if answer.text.text == "*":
            yield f"~{told or '#'}"
        else:
            yield f"=%{percent(answer.share)}%{answer.text.text}:{number(answer.tolerance or 0)}{told}"


def _matching(question: ParsedQuestion) -> Iterator[str]:
    for pair in question.pairs:
        yield f"={_in_markup(pair.stem, question.stem.markup)} -> {_escaped(pair.choice)}"


def _true_false(question: ParsedQuestion) -> Iterator[str]:
    """First what is told to those who were wrong."""
    true, false = question.answers
    wrong, right = (false, true) if true.share else (true, false)
    told = [_feedback(each.feedback, question.stem.markup) or "#" for each in (wrong, right)]
    yield ("TRUE" if true.share else "FALSE") + "".join(told)


def _nothing(question: ParsedQuestion) -> Iterator[str]:
    return iter(())


_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "true-false": _true_false,
    "short-answer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "open-answer": _nothing,
}


# --- Texts ----------------------------------------------------------------------------------------


def _with_feedback(answer: Answer, markup: Markup) -> str:
    return _in_markup(answer.text, markup) + _feedback(answer.feedback, markup)


def _feedback(text: Text, markup: Markup) -> str:
    return f"#{_in_markup(text, markup)}" if text.text else ""


def _in_markup(text: Text, markup: Markup) -> str:
    """Named where it is another than the question's, or where the text could be taken for one, or for a percentage."""
    is_named = text.text and (text.markup != markup or text.text.startswith(("[", "%")))
    return f"[{text.markup}]{_escaped(text.text)}" if is_named else _escaped(text.text)


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
