"""What makes a question that could be read doubtful: it is kept as a draft, and its author is told."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _

from quizzes.formats.plain import LOOKS_LIKE_HTML, plain
from quizzes.formats.question import ParsedQuestion, Text
from quizzes.formats.shares import WHOLE, doubts_about

CLOZE = re.compile(r"\{\s*\d*\s*:\s*[A-Z_]{2,}\s*:")
MEDIA = re.compile(r"<\s*(img|audio|video|source|svg|math|embed|canvas|picture)\b|@@PLUGINFILE@@|!\[[^\]]*\]\(", re.I)
DANGER = re.compile(r"<\s*(script|style|iframe|object|form|input|link|meta|base)\b|\bon[a-z]+\s*=\s*[\"']|javascript\s*:", re.I)
LINK = re.compile(r"<\s*a\b[^<>]*\bhref|\]\(\s*[a-z]+:", re.I)
FORMULA = re.compile(r"\$\$[^$]{1,500}\$\$|\\\(.{1,500}?\\\)|\\\[.{1,500}?\\\]", re.S)  # TeX, which a filter of Moodle sets
STRUCK = re.compile(r"<\s*(del|s|strike)\b", re.I)
LANGUAGES = re.compile(r"\{\s*mlang\b|\bclass\s*=\s*[\"']?[^\"'<>]{0,200}\bmultilang\b", re.I)
HIDDEN = re.compile(r"\bdisplay\s*:\s*none\b|\bvisibility\s*:\s*hidden\b|<[a-z][^<>]*\shidden[\s=/>]", re.I)
CHOICES = ("single", "multiple")
TYPED = ("short-answer", "numerical")


def doubts(question: ParsedQuestion) -> list[str]:
    """Sentences for the author; none where the question says what it says."""
    asked = [question.stem, *(a.text for a in question.answers), *(p.stem for p in question.pairs)]
    told = [question.feedback, *(a.feedback for a in question.answers)]
    found = _about_texts(asked, [*asked, *told])
    if not plain(question.stem):
        found.append(_("The question has no text."))
    if question.kind in CHOICES:
        found += doubts_about([a.share for a in question.answers], is_single=question.kind == "single")
    if question.kind in TYPED:
        found += _about_typed(question)
    for number, part in enumerate(question.parts, start=1):
        found += [_("Part %(number)d: %(doubt)s") % {"number": number, "doubt": doubt} for doubt in doubts(part)]
    return found + _about_answers(question)


def _about_texts(asked: list[Text], every: list[Text]) -> list[str]:
    found = []
    if any(CLOZE.search(text.text) for text in every):
        found.append(_("Markup of a gap text (cloze) is left in the question."))
    if any(DANGER.search(text.text) for text in every):
        found.append(_("The text holds a script, a form or an embedded page, which is taken out."))
    if any(map(_shows_more, asked)):
        found.append(_("A picture, sound or formula is not taken over; add it, or ask without it."))
    elif any(map(_shows_more, every)):
        found.append(_("A picture in the feedback is not taken over."))
    if any(LINK.search(text.text) for text in asked):
        found.append(_("The question leads to another site; learners may be offline, and the site may change."))
    return found + _about_looks(every)


def _shows_more(text: Text) -> bool:
    """In Markdown, TeX cannot be told from escaped brackets."""
    has_formula = text.markup != "markdown" and FORMULA.search(text.text)
    return bool(text.files or MEDIA.search(text.text) or has_formula)


def _about_looks(every: list[Text]) -> list[str]:
    """Words that a browser would show in a way that no plain text has."""
    found = []
    if any(STRUCK.search(text.text) for text in every):
        found.append(_("Words are struck out, which is not taken over."))
    if any(LANGUAGES.search(text.text) for text in every):
        found.append(_("The text stands there in several languages; keep one."))
    if any(HIDDEN.search(text.text) for text in every):
        found.append(_("A part of the text is hidden; here it is shown."))
    return found


def _about_typed(question: ParsedQuestion) -> list[str]:
    found = []
    if not any(abs(answer.share - 1) <= WHOLE for answer in question.answers):
        found.append(_("No answer earns the whole mark."))
    if any(answer.share > 0 and not answer.text.text.replace("*", "").strip() for answer in question.answers):
        found.append(_("“*” accepts every answer, and earns marks for it."))
    if any(LOOKS_LIKE_HTML.search(answer.text.text) for answer in question.answers):
        found.append(_("An accepted answer holds HTML, which nobody would type."))
    return found


def _about_answers(question: ParsedQuestion) -> list[str]:
    texts = [plain(a.text) for a in question.answers]
    if question.kind == "matching":
        texts = [plain(p.stem) for p in question.pairs if plain(p.stem)]
    found = []
    if any(not text for text in texts) or any(not pair.choice.strip() for pair in question.pairs):
        found.append(_("An answer has no text."))
    if any(LOOKS_LIKE_HTML.search(pair.choice) for pair in question.pairs):
        found.append(_("A partner holds HTML, which is shown as it is written."))
    signs = Counter(texts if question.case_sensitive else map(str.casefold, texts))
    if question.kind != "numerical" and any(count > 1 for text, count in signs.items() if text):
        found.append(_("Two answers say the same."))
    if question.kind == "matching" and (len(texts) < 2 or len({pair.choice for pair in question.pairs}) < 2):
        found.append(_("Matching needs at least two stems and two choices."))
    if question.kind in (*CHOICES, "ordering") and len(texts) < 2:
        found.append(_("A choice needs at least two answers."))
    return found
