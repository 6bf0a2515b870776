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
# An option that speaks of the other options: “all of the above”, “no answer is right”, “A and C”.
SWEEPING = {
    "en": r"""
        \b(all|none|both|neither|any|either)\ (of\ )?(the|these|those)\ (\w+\ )?(above|below|preceding|previous)\b
        | \b(all|none|both|neither|any|either|every)\ ((of\ )?(the|these|those)\ (\w+\ )?)?
          (answers?|options?|choices?|statements?)(\ (are|is)\ .*)?$
        | \bno\ (answer|option|choice|statement)s?\ (is|are)\b
        | ^(all|none|both|neither|any|either)\ of\ (the|these|those|them)(\ (others?|two|three|four))?$
        | ^(both\ |either\ |answers?\ |options?\ )?[a-e](,\ ?[a-e])*,?\ (and|or|&)\ [a-e]$""",
    "fr": r"""
        \b(toute?s?|aucune?|les\ deux|les\ trois)\ (les\ |des\ |de\ ces\ |ces\ )?(\w+\ )?
          (réponses?|options?|propositions?|affirmations?|choix)(\ (ci-dessus|précédent|sont|est|n[’']est).*)?$
        | \b(tout|rien|aucune?)\ (de\ )?ce\ qui\ (précède|est\ ci-dessus)
        | ^(à\ la\ fois\ |les\ )?(réponses?\ |options?\ )?[a-e](,\ ?[a-e])*,?\ (et|ou)\ [a-e]$""",
    "ar": r"""
        (كل|جميع|كافة|لا\ شيء\ م)\ ?(ما\ سبق|ما\ ذكر|ما\ تقدم|ما\ ورد|الإجابات|الخيارات|الأجوبة)
        | (لا|ليس|ليست)\ \w+\ (مما\ (سبق|ذكر|تقدم|ورد)|من\ (هذه\ )?(الإجابات|الخيارات|الأجوبة))
        | ^(الإجابتان\ |الخياران\ )?\(?[أابجده]\)?(\ ?،\ ?\(?[أابجده]\)?)*\ و\ ?\(?[أابجده]\)?$""",
}
NEGATIONS = {
    "en": r"\b(not|no|never|none|nobody|nothing|neither|nor|cannot|without|except|unless)\b|n[’']t\b",
    "fr": r"\b(ne|sans|sauf)\b|(?<!\w)n[’'](?=\w)",
    "ar": r"(?<!\w)(لا|لم|لن|ليس|ليست|غير|بدون|عدا|إلا)(?!\w)",
}
SECOND_HALVES = {"fr": r"\b(aucune?|jamais|rien|ni)\b"}  # of one negation: ne … jamais
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
    pattern = re.compile(SWEEPING.get(draft.language, SWEEPING["en"]), re.IGNORECASE | re.VERBOSE)
    if any(pattern.search(option.text.strip().rstrip(".")) for option in draft.options):
        yield _("“All of the above” and its like do not work: options stand in a new order each time.")


def _negatives(draft: Draft) -> Iterator[str]:
    """Two in the question itself, or one there and one in an option."""
    question = ([s for s in _SENTENCE.split(draft.stem) if s.strip()] or [""])[-1]
    in_question = negations_in(question, draft.language)
    if in_question >= 2 or (in_question and any(negations_in(option.text, draft.language) for option in draft.options)):
        yield _("A double negative: ask what is done or true, not what is not.")


def negations_in(text: str, language: str) -> int:
    """How many; where two words make one, once."""
    found = len(re.findall(NEGATIONS.get(language, NEGATIONS["en"]), text, re.IGNORECASE))
    halves = len(re.findall(SECOND_HALVES[language], text, re.IGNORECASE)) if language in SECOND_HALVES else 0
    return found + max(0, halves - found)


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
