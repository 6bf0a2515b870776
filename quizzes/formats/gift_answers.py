"""The answers of a GIFT question, by what stands in its braces."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from quizzes.formats.gift_signs import shown, text_in
from quizzes.formats.numbers import middle_of, number_of
from quizzes.formats.question import Answer, Kind, Markup, Pair, ParsedQuestion, QuestionRefused, Text
from quizzes.formats.shares import share_of

TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
WEIGHT = re.compile(r"\A%(-?\d{1,3}(?:\.\d*)?)%")
EQUATION = re.compile(r"~[^\n~={}#]*\S = \S")  # as in “x = 5”: an answer of its own stands closer to its sign
GLUED = re.compile(r"(?<=[^\s={}~#%])[=~]|[=~]\s*[=~]")
BEGINS = re.compile(r"(?:\A|\s)[=~][^\s=~]")  # as an answer does, not as the sign in “x = 5”
ARROWS = re.compile(r"->|=>|→|⇒|⟶|\A\s*>")  # of a pair, some of them as a word processor writes them
RANGE = re.compile(r"\A\s*[+-]?[\d.]{1,40}\s{0,9}(:|\.\.)\s{0,9}[+-]?[\d.]{1,40}\s*\Z", re.ASCII)
CLOZE = re.compile(r"\A\s*\d*\s*:\s*[A-Z_]{2,}\s*:")
Read = tuple[ParsedQuestion, list[str]]


def read(question: ParsedQuestion, block: str) -> Read:
    """The question with its kind and answers, and what is doubtful about them. Raises QuestionRefused."""
    if CLOZE.search(block):
        raise QuestionRefused(_("This is a gap of a gap text (cloze). Ask each gap as a question of its own."))
    if not block:
        return question, []
    if block.startswith("#"):
        return _numerical(question, block[1:])
    if "~" in block:
        return _choice(question, block)
    if "=" in block and "->" in block:
        return _matching(question, block)
    verdict = block.partition("#")[0].strip()
    if verdict in TRUE + FALSE:
        return _true_false(question, block, is_true=verdict in TRUE)
    return _short_answer(question, block)


def _choice(question: ParsedQuestion, block: str) -> Read:
    single = "=" in block
    pieces, doubts = _pieces(block.replace("=", "~="), "~")
    answers = []
    for piece in pieces:
        is_right = piece.startswith("=")
        answer, doubtful = _answer(piece.removeprefix("="), question.stem.markup, default=1.0 if is_right else 0.0)
        if is_right and WEIGHT.match(piece[1:].strip()):
            doubts.append(_("An answer is marked with “=” and with a percentage; only one of them is meant."))
        answers.append(answer)
        doubts += doubtful
    kind: Kind = "single" if single else "multiple"
    return replace(question, kind=kind, answers=tuple(answers)), doubts + _glued(block)


def _short_answer(question: ParsedQuestion, block: str) -> Read:
    if "=" not in block:
        raise QuestionRefused(_("The answer “%(text)s” is not marked with “=” or “~”.") % {"text": shown(block)[:60]})
    pieces, doubts = _pieces(block, "=")
    doubts += [_like_a_pair(pieces[0])] if sum(map(bool, map(ARROWS.search, pieces))) * 2 >= len(pieces) > 0 else []
    answers = []
    for piece in pieces:
        answer, doubtful = _answer(piece, question.stem.markup, default=1.0)
        if RANGE.match(WEIGHT.sub("", piece).partition("#")[0]):
            doubtful.append(_("“%(text)s” looks like a number; numbers begin with “{#”.") % {"text": answer.text.text[:60]})
        answers.append(replace(answer, text=Text(answer.text.text)))  # compared with what is typed: no markup
        doubts += doubtful
    return replace(question, kind="short-answer", answers=tuple(answers)), doubts + _glued(block)


def _true_false(question: ParsedQuestion, block: str, *, is_true: bool) -> Read:
    """The first feedback is for the wrong answer, the second for the right one."""
    markup = question.stem.markup
    _verdict, *told = block.split("#", 2)
    wrong, right = (text_in(each, markup) for each in [*told, "", ""][:2])
    options = [("true", right if is_true else wrong), ("false", wrong if is_true else right)]
    answers = [Answer(Text(word), float((word == "true") == is_true), feedback) for word, feedback in options]
    doubts = [_hash_doubt()] if "#" in right.text.replace("\\#", "") and block.count("#") > 2 else []
    return replace(question, kind="true-false", answers=tuple(answers)), doubts


def _matching(question: ParsedQuestion, block: str) -> Read:
    pieces, doubts = _pieces(block, "=")
    pairs = []
    for piece in pieces:
        stem, arrow, choice = piece.partition("->")
        if not arrow:
            raise QuestionRefused(_("“%(text)s” names no partner: “->” is missing.") % {"text": shown(piece)[:60]})
        doubts += _about_pair(stem, choice)
        pairs.append(Pair(text_in(stem, question.stem.markup), shown(choice).strip()))
    return replace(question, kind="matching", pairs=tuple(pairs)), [*dict.fromkeys(doubts), *_glued(block)]


def _about_pair(stem: str, choice: str) -> list[str]:
    found = [_("“->” stands twice in one pair.")] if "->" in choice else []
    if "#" in choice or WEIGHT.match(stem.strip()):
        found.append(_("A pair has neither a share nor feedback; they stay in its text."))
    if stem.rstrip(" ").endswith("-") or ARROWS.search(stem):
        found.append(_like_a_pair(f"{stem}->{choice}"))
    return found


def _like_a_pair(text: str) -> str:
    return _("“%(text)s” looks like a pair; pairs are written “=one -> other”.") % {"text": shown(text).strip()[:60]}


def lost_in_feedback(general: str) -> list[str]:
    """Answers below what is told to everybody would go into it."""
    match = BEGINS.search(general)
    if not match:
        return []
    around = shown(general[max(0, match.start() - 12) : match.end() + 12]).strip()
    return [_sign_doubt(around)]


def _numerical(question: ParsedQuestion, block: str) -> Read:
    right, mark, wrong = block.partition("~")
    pieces, doubts = _pieces(right, "=") if "=" in right else ([right.strip()], [])
    answers = []
    for piece in pieces:
        answer, doubtful = _answer(piece, question.stem.markup, default=1.0)
        answers.append(_number(answer))
        doubts += doubtful
    if mark:
        told = text_in(wrong.partition("#")[2], question.stem.markup)
        answers.append(Answer(Text("*"), 0.0, told, 0.0))
        doubts += [_("What stands after “~” is feedback only; “%(text)s” is lost.")] if wrong.partition("#")[0].strip() else []
    return replace(question, kind="numerical", answers=tuple(answers)), doubts


def _number(answer: Answer) -> Answer:
    """``3.14:0.01``, ``3..4`` or ``42``; the middle of a range is its value."""
    written = answer.text.text
    low, dots, high = written.partition("..")
    value, colon, margin = written.partition(":")
    try:
        if dots:
            middle, half = middle_of(low, high)
            if half < 0:
                raise QuestionRefused(_("The range “%(text)s” ends before it begins.") % {"text": written})
            return replace(answer, text=Text(middle), tolerance=half)
        tolerance = number_of(margin) if colon else 0.0
        number_of(value)
    except ValueError as error:
        if isinstance(error, QuestionRefused):
            raise
        raise QuestionRefused(_("“%(text)s” is no number, no range and no number with a tolerance.") % {"text": written[:60]})
    if tolerance < 0:
        raise QuestionRefused(_("The tolerance in “%(text)s” is negative.") % {"text": written})
    return replace(answer, text=Text(value.strip()), tolerance=tolerance)


# --- Pieces ---------------------------------------------------------------------------------------


def _pieces(block: str, sign: str) -> tuple[list[str], list[str]]:
    """The answers between the signs; what stands before the first sign is lost on others, and doubtful here."""
    before, *pieces = block.split(sign)
    doubts = [_("“%(text)s” stands before the first answer.") % {"text": shown(before).strip()[:60]}] if before.strip() else []
    kept = [piece.strip() for piece in pieces if piece.strip()]
    return kept, doubts


def _answer(piece: str, markup: Markup, *, default: float) -> tuple[Answer, list[str]]:
    piece = piece.strip()
    doubts = []
    share = default
    if match := WEIGHT.match(piece):
        try:
            share = share_of(match[1])
        except ValueError:
            raise QuestionRefused(_("%(share)s %% is no share between −100 and 100.") % {"share": match[1]})
        piece = piece[match.end() :]
    elif piece.startswith("%"):
        doubts.append(_("“%(text)s” begins with a percentage that cannot be read.") % {"text": shown(piece)[:20]})
    text, _mark, told = piece.partition("#")
    if "#" in told:
        doubts.append(_hash_doubt())
    return Answer(text_in(text, markup), share, text_in(told, markup)), doubts


def _glued(block: str) -> list[str]:
    """``~=right``, ``2+2=4``: a sign that may be text or may begin an answer."""
    match = GLUED.search(block) or EQUATION.search(block)
    if not match:
        return []
    around = shown(block[max(0, match.start() - 12) : match.end() + 12]).strip()
    return [_sign_doubt(around)]


def _sign_doubt(text: str) -> str:
    return _("“=” or “~” in “%(text)s” may be meant as text; write “\\=” or “\\~” there.") % {"text": text}


def _hash_doubt() -> str:
    return _("“#” stands twice in one answer; write “\\#” where it is text.")
