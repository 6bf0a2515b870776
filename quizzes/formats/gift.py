"""GIFT, the text format of Moodle: a question a paragraph, its answers in braces.

Reads what Moodle's own importer reads (docs.moodle.org/en/GIFT_format), and doubts where that importer guesses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _

from quizzes.formats import gift_answers
from quizzes.formats.bounds import bounded, text_of, title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.gift_paragraphs import CATEGORY, IDNUMBER, TAG, Paragraph, paragraphs_of, questions_in
from quizzes.formats.gift_signs import NAMED, hidden, shown, text_in
from quizzes.formats.plain import plain
from quizzes.formats.question import Found, ParsedQuestion, QuestionRefused, Text, UnreadableFile

GAP = "_____"
ODD_MARKUP = re.compile(r"\A\[\s*(html|moodle|plain|markdown|text)\s*\]", re.I)
ODD_CLOSING = re.compile(r"[\"';,:]{2,}\Z|;\Z")
NAME_LENGTH = 80
MAX_PARAGRAPHS = 10_000  # of text or comments


def read(content: bytes, file: str) -> list[Found]:
    """Every question of the file. Raises UnreadableFile."""
    found: list[Found] = []
    category, unread = "", list[str]()
    paragraphs = list(islice(paragraphs_of(text_of(content)), MAX_PARAGRAPHS + 1))
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise UnreadableFile(_("The file has more than %(count)s paragraphs. Split it.") % {"count": f"{MAX_PARAGRAPHS:,}"})
    for paragraph in questions_in(paragraphs):
        paragraph, line = _below_categories(paragraph)  # noqa: PLW2901
        if line:
            category = shown(hidden(line[len(CATEGORY) :])).strip()
            unread = [_("The line $CATEGORY above cannot be read.")] if unreadable_signs(category) else []
            category = "" if unread else category
        if paragraph.text:
            one = _found(paragraph, file, category)
            found.append(replace(one, warnings=(*unread, *one.warnings)) if one.question else one)
            bounded(found)
    return found


def _below_categories(paragraph: Paragraph) -> tuple[Paragraph, str]:
    """The question, and the last line that names a category above it; empty where there is none."""
    lines = paragraph.text.split("\n") if paragraph.text.startswith(CATEGORY) else []
    number = next((number for number, line in enumerate(lines) if not line.startswith(CATEGORY)), len(lines))
    if not number:
        return paragraph, ""
    return replace(paragraph, text="\n".join(lines[number:]).strip(), line=paragraph.line + number), lines[number - 1]


def _found(paragraph: Paragraph, file: str, category: str) -> Found:
    title = title_of(_title(paragraph.text))
    found = Found(file, paragraph.line, title)
    if signs := unreadable_signs(
        paragraph.text + "".join(TAG.findall(paragraph.comments) + IDNUMBER.findall(paragraph.comments))
    ):
        return replace(found, refusal=signs)
    try:
        question, warnings = _question(paragraph, category)
        if much := too_much(question):
            return replace(found, refusal=much)
    except QuestionRefused as reason:
        return replace(found, refusal=str(reason))
    if paragraph.is_joined:
        warnings.append(_("A blank line stands within the answers."))
    if paragraph.is_parted:
        warnings.append(_("A blank line stands between the question and its answers."))
    if paragraph.is_close:
        warnings.append(_("No blank line stands before this question."))
    return replace(found, title=title_of(question.name), question=question, warnings=tuple(warnings + doubts(question)))


def _title(text: str) -> str:
    bare = hidden(text)
    return shown(bare.removeprefix("::").partition("::" if bare.startswith("::") else "{")[0])


def _question(paragraph: Paragraph, category: str) -> tuple[ParsedQuestion, list[str]]:
    warnings: list[str] = []
    name, text = _name(hidden(paragraph.text))
    stem, block, after = _parts(text)
    block, mark, general = block.rpartition("####") if "####" in block else (block, "", "")
    asked = text_in(stem, "moodle")
    if ("::" in asked.text and not name) or asked.text.startswith("::"):
        warnings.append(_("“::” stands in the middle of the text: a stray line before the name?"))
    if CATEGORY in text:
        raise QuestionRefused(_("The line $CATEGORY stands within a question. Put a blank line before it."))
    if (odd := ODD_MARKUP.match(stem.strip())) and not NAMED.match(stem.strip()):
        warnings.append(_("“%(text)s” names no markup that is read, and stays in the text.") % {"text": odd[0]})
    if ODD_CLOSING.search(after):
        warnings.append(_("After the closing brace stands “%(signs)s”.") % {"signs": after.strip()})
    question = ParsedQuestion(
        kind="open-answer",
        stem=asked,
        name=name or _name_from(asked),
        feedback=text_in(general, asked.markup) if mark else Text("", asked.markup),
        category=category,
        idnumber=_first(IDNUMBER, paragraph.comments),
        tags=tuple(_unescaped(each) for each in TAG.findall(paragraph.comments)),
    )
    question, doubtful = gift_answers.read(question, block.strip())
    return question, warnings + doubtful + gift_answers.lost_in_feedback(general)


def _name(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    name, end, rest = text[2:].partition("::")
    if not end:
        raise QuestionRefused(_("The name of the question never ends: “::” is missing after it."))
    return " ".join(shown(name).split()), rest.strip()


def _parts(text: str) -> tuple[str, str, str]:
    """The question with its gap, the answers, and what follows them."""
    opening, closing = text.find("{"), text.find("}")
    if opening < 0 and closing < 0:
        raise QuestionRefused(_("This is a text without answers in braces, not a question."))
    if closing < 0:
        raise QuestionRefused(_("The answers never close: “}” is missing."))
    if opening < 0 or closing < opening:
        raise QuestionRefused(_("The braces around the answers do not match; “{” is missing, or text needs “\\}”."))
    before, block, after = text[:opening], text[opening + 1 : closing], text[closing + 1 :]
    if "{" in block or "{" in after or "}" in after:
        raise QuestionRefused(_("The question has more than one pair of braces. Ask one question for each gap."))
    return before + (GAP + after if after else ""), block, after


def _name_from(stem: Text) -> str:
    name = " ".join((plain(stem) if stem.markup == "html" else stem.text).split())
    if len(name) <= NAME_LENGTH:
        return name
    return f"{name[: NAME_LENGTH - 3].rsplit(' ', 1)[0]} ..."


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return _unescaped(match[1]) if match else ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()
