"""What makes a question weak, as advice to its author; nothing here refuses anything. Plain values in and out.

After Haladyna, Downing and Rodriguez, "A Review of Multiple-Choice Item-Writing Guidelines" (2002): one best answer, plausible
distractors of like length, no "all of the above", no double negation, plain words. English goes by its grade
(``base.readability``), other languages by the length of their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from base.readability import grade_of, sentences_in, words_of

MOST_GRADE = 9  # years of school that a reader of English needs
MOST_WORDS = 22  # in a sentence of any language, on average
FEWEST_OPTIONS, MOST_OPTIONS = 3, 5
LONGER = 1.6  # times the mean length of the wrong options
ALIKE = 0.88
SWEEPING = {
    "en": r"\b(all|none|both|neither|any) of (the|these)\b.{0,12}|\b(answers?|options?) [a-e] and [a-e]\b",
    "fr": r"\b(toutes|aucune) (les|des|de ces) (réponses|options)\b.*",
    "ar": r"(كل|جميع|لا شيء م) ?(ما سبق|ما ذكر|الإجابات).*",
}
NEGATIONS = {
    "en": r"\b(not|no|never|none|nobody|nothing|neither|nor|cannot|without|except|unless)\b|n[’']t\b",
    "fr": r"\b(ne|n[’'](?=\w)|sans|sauf|aucune?|jamais|ni)\b|\bn[’']",
    "ar": r"(?<!\w)(لا|لم|لن|ليس|ليست|غير|بدون|عدا|إلا)(?!\w)",
}
_SENTENCE = re.compile(r"[.!?؟]+(?:\s|$)")


@dataclass(frozen=True)
class DraftOption:
    text: str
    is_right: bool
    rationale: str


@dataclass(frozen=True)
class Draft:
    """A question as its author has it now. ``options`` is empty for kinds without; ``has_rationale``: every part has its own."""

    kind: str
    language: str
    stem: str
    options: tuple[DraftOption, ...]
    has_rationale: bool
    has_rule: bool

    @property
    def right(self) -> list[DraftOption]:
        return [option for option in self.options if option.is_right]

    @property
    def wrong(self) -> list[DraftOption]:
        return [option for option in self.options if not option.is_right]


def advice_on(draft: Draft) -> list[str]:
    """Sentences for the author; empty where nothing stands out."""
    return [sentence for check in CHECKS for sentence in check(draft)]


def _best_answer(draft: Draft) -> Iterator[str]:
    if draft.kind == "single" and len(draft.right) != 1:
        yield _("There is not exactly one best answer.")
    texts = [option.text.casefold() for option in draft.options]
    pairs = [(a, b) for n, a in enumerate(texts) for b in texts[n + 1 :]]
    if draft.kind != "true-false" and any(SequenceMatcher(None, a, b).ratio() > ALIKE for a, b in pairs):
        yield _("Two options say nearly the same. Is it clear which one is best?")


def _distractors(draft: Draft) -> Iterator[str]:
    if draft.kind not in {"single", "multiple"} or not draft.options:
        return
    if not FEWEST_OPTIONS <= len(draft.options) <= MOST_OPTIONS:
        yield _("%(number)d options: three to five work best, each wrong one a mistake that people really make.") % {
            "number": len(draft.options)
        }


def _length(draft: Draft) -> Iterator[str]:
    if draft.kind not in {"single", "multiple"} or not draft.right or not draft.wrong:
        return
    right = sum(len(option.text) for option in draft.right) / len(draft.right)
    wrong = sum(len(option.text) for option in draft.wrong) / len(draft.wrong)
    if right > LONGER * wrong and right - wrong > 15:
        yield _("The right option is much longer than the others: that gives it away.")
    if wrong > LONGER * right and wrong - right > 15:
        yield _("The right option is much shorter than the others: that gives it away.")


def _sweeping(draft: Draft) -> Iterator[str]:
    pattern = SWEEPING.get(draft.language, SWEEPING["en"])
    if any(re.search(pattern, option.text, re.IGNORECASE) for option in draft.options):
        yield _("“All of the above” and its like do not work: options stand in a new order each time.")


def _negatives(draft: Draft) -> Iterator[str]:
    """Two in the question itself, or one there and one in an option."""
    pattern = re.compile(NEGATIONS.get(draft.language, NEGATIONS["en"]), re.IGNORECASE)
    question = ([s for s in _SENTENCE.split(draft.stem) if s.strip()] or [""])[-1]
    in_question = len(pattern.findall(question))
    limit = 2 if draft.language != "fr" else 3  # ne … pas, ne … jamais are one
    if in_question >= limit or (in_question and any(pattern.search(option.text) for option in draft.options)):
        yield _("A double negative: ask what is done or true, not what is not.")


def _readability(draft: Draft) -> Iterator[str]:
    words, sentences = words_of(draft.stem), sentences_in(draft.stem)
    if len(words) < 8:
        return
    if draft.language == "en" and (grade := grade_of(words, sentences)) > MOST_GRADE:
        yield _("Hard to read: it needs about %(years)d years of school. Use shorter sentences and shorter words.") % {
            "years": round(grade)
        }
    elif len(words) / sentences > MOST_WORDS:
        yield _("Long sentences: about %(number)d words each. Cut them in two.") % {"number": round(len(words) / sentences)}


def _evidence(draft: Draft) -> Iterator[str]:
    if not draft.has_rationale:
        yield _("A reason is missing: say for each part why it is right or wrong.")
    if not draft.has_rule:
        yield _("No rule is cited. The legal review will ask for it.")


CHECKS: tuple[Callable[[Draft], Iterator[str]], ...] = (
    _best_answer,
    _distractors,
    _length,
    _sweeping,
    _negatives,
    _readability,
    _evidence,
)
