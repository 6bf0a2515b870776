"""Moodle XML, written so that Moodle and the house's own reader get back what the question says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from quizzes.formats.moodle_nodes import NAMES
from quizzes.formats.question import Answer, Element, File, Pair, ParsedQuestion, Text
from quizzes.formats.whole import no_place_elsewhere

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true-false": "truefalse",
    "short-answer": "shortanswer",
    "numerical": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "open-answer": "essay",
}
OF_WORDS = ("true-false", "short-answer", "numerical")  # their answers have no markup
# What Moodle wants to know of each question, where no Moodle said it.
COMMON = {"defaultgrade": "1.0000000", "penalty": "0.3333333", "hidden": "0"}
BY_KIND = {
    "single": {"shuffleanswers": "true", "answernumbering": "abc"},
    "multiple": {"shuffleanswers": "true", "answernumbering": "abc"},
    "matching": {"shuffleanswers": "true"},
    "open-answer": {"responseformat": "editor", "responserequired": "1", "responsefieldlines": "10", "attachments": "0"},
    "ordering": {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0"},
}


def write(questions: Iterable[ParsedQuestion]) -> str:
    """What Moodle cannot hold stands as a comment with the reason, so that nothing vanishes in silence."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *_blocks(questions), "</quiz>", ""])


def cannot_hold(question: ParsedQuestion) -> str:
    """Why this question has no Moodle XML; empty where it has."""
    if reason := no_place_elsewhere(question):
        return reason
    if question.all_or_nothing and question.kind != "ordering":
        return _("Moodle XML cannot say “all or nothing” here.")
    return _("Moodle XML has no rubric for an open answer.") if question.criteria or question.model_answer else ""


def _blocks(questions: Iterable[ParsedQuestion]) -> Iterator[str]:
    category = ""
    for question in questions:
        if reason := cannot_hold(question):
            yield f"<!-- {escape(question.name).replace('--', '- -')}: {reason} -->"
            continue
        if question.category and question.category != category:
            category = question.category
            yield f'<question type="category"><category><text>{escape(category)}</text></category></question>'
        yield "\n".join([f'<question type="{TYPES[question.kind]}">', *_lines(question), "</question>"])


def _lines(question: ParsedQuestion) -> Iterator[str]:
    yield f"<name><text>{escape(question.name)}</text></name>"
    yield _text("questiontext", question.stem)
    yield _text("generalfeedback", general_feedback(question))
    yield f"<idnumber>{escape(question.idnumber)}</idnumber>"
    said = {element.tag for element in question.moodle}
    defaults = COMMON | BY_KIND.get(question.kind, {})
    if question.keeps_order:
        defaults |= {"shuffleanswers": "false"}
    yield from (f"<{tag}>{value}</{tag}>" for tag, value in defaults.items() if tag not in said)
    yield from (_element(element) for element in question.moodle)
    if question.kind in ("single", "multiple"):
        yield f"<single>{'true' if question.kind == 'single' else 'false'}</single>"
    if question.kind == "ordering":
        yield f"<gradingtype>{'ALL_OR_NOTHING' if question.all_or_nothing else 'ABSOLUTE_POSITION'}</gradingtype>"
    if question.kind == "short-answer":
        yield f"<usecase>{int(question.case_sensitive)}</usecase>"
    yield from (_answer(question, answer, place) for place, answer in enumerate(question.answers, start=1))
    yield from map(_pair, question.pairs)
    yield from _units(question)
    if question.tags:
        yield f"<tags>{''.join(f'<tag><text>{escape(tag)}</text></tag>' for tag in question.tags)}</tags>"


def _answer(question: ParsedQuestion, answer: Answer, place: int) -> str:
    """The fraction of an answer in order is its place."""
    fraction = f"{place}.0000000" if question.kind == "ordering" else percent(answer.share)
    markup = "moodle_auto_format" if question.kind in OF_WORDS else NAMES[answer.text.markup]
    says_none = answer.tolerance is None or (answer.text.text == "*" and not answer.tolerance)
    tolerance = "" if says_none else f"<tolerance>{number(answer.tolerance or 0)}</tolerance>"
    told = "" if question.kind == "ordering" and not answer.feedback.text else _text("feedback", answer.feedback)
    return f'<answer fraction="{fraction}" format="{markup}">{_inner(answer.text)}{told}{tolerance}</answer>'


def _pair(pair: Pair) -> str:
    answer = f"<answer><text>{escape(pair.choice)}</text></answer>"
    return f'<subquestion format="{NAMES[pair.stem.markup]}">{_inner(pair.stem)}{answer}</subquestion>'


def _units(question: ParsedQuestion) -> Iterator[str]:
    if question.units:
        units = (
            f"<unit><multiplier>{number(1 / unit.factor)}</multiplier><unit_name>{escape(unit.name)}</unit_name></unit>"
            for unit in question.units
        )
        yield f"<units>{''.join(units)}</units>"
    if question.unit_needed and not any(element.tag == "unitgradingtype" for element in question.moodle):
        yield "<unitgradingtype>1</unitgradingtype><unitpenalty>1.0000000</unitpenalty>"


def _text(tag: str, text: Text) -> str:
    return f'<{tag} format="{NAMES[text.markup]}">{_inner(text)}</{tag}>'


def _inner(text: Text) -> str:
    return f"<text>{escape(text.text)}</text>{''.join(map(_file, text.files))}"


def _file(file: File) -> str:
    path = f" path={quoteattr(file.path)}" if file.path else ""
    return f"<file name={quoteattr(file.name)}{path} encoding={quoteattr(file.encoding)}>{escape(file.content)}</file>"


def _element(element: Element) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    inner = escape(element.text) + "".join(map(_element, element.children))
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def general_feedback(question: ParsedQuestion) -> Text:
    """What is told to everybody; where pairs have reasons of their own and nothing else is told, those reasons."""
    reasons = [f"{p.stem.text} → {p.choice}: {p.feedback.text}" for p in question.pairs if p.feedback.text]
    return question.feedback if question.feedback.text or not reasons else Text("\n".join(reasons))


def percent(share: float) -> str:
    """As Moodle writes it: a third is 33.33333."""
    return f"{round(share * 100, 5):.7g}"


def number(value: float) -> str:
    """The shortest writing that reads back as the same number, without an exponent where it can be."""
    return f"{value:.15g}"
