"""What figures say, in words: what was found at a question, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from quizzes.reports.answers import Part
from quizzes.statistics import MILD, Comparison, Finding, Flag, Grade


@dataclass(frozen=True)
class Word:
    """``says``: what was found; ``todo``: what to do about it."""

    says: str
    todo: str
    is_mild: bool = False


def of_the_best(share: float) -> str:
    """Whoever made up the share, as a sentence begins with it."""
    steps = [
        (0.95, _("Nearly all of the best third")),
        (0.84, _("Nine in ten of the best third")),
        (0.71, _("Three quarters of the best third")),
        (0.58, _("Two thirds of the best third")),
        (0.45, _("Half of the best third")),
        (0.29, _("A third of the best third")),
    ]
    return next((words for least, words in steps if share >= least), _("Some of the best third"))


# What was found, and what to do. A sentence may name who (of the best), the option, per cent, times and the language.
SENTENCES = {
    Flag.CHECK_KEY: (
        gettext_lazy("%(who)s chose %(option)s."),
        gettext_lazy("Check the key. If it is right, make clear in the question why this answer is wrong."),
    ),
    Flag.MISSED_RIGHT: (
        gettext_lazy("%(who)s left out %(option)s, which is right."),
        gettext_lazy("Check the key, and whether the question says that several answers are right."),
    ),
    Flag.BACKWARDS: (
        gettext_lazy("Whoever does badly elsewhere does better here."),
        gettext_lazy("Check the key first, then the wording. Do not ask it until it is mended."),
    ),
    Flag.LANGUAGE: (
        gettext_lazy("Harder in this language than in %(language)s for people who know as much."),
        gettext_lazy("Compare the two texts: a word may mean something else here."),
    ),
    Flag.LURE: (
        gettext_lazy("%(option)s attracts the best more than the worst."),
        gettext_lazy("Look for a way in which it could be read as right."),
    ),
    Flag.HARD: (
        gettext_lazy("Only %(percent)d %% of the marks were earned."),
        gettext_lazy("Check the key, then whether the lesson teaches it."),
    ),
    Flag.WEAK: (
        gettext_lazy("It hardly tells who knows from who does not."),
        gettext_lazy("Make the question or its wrong answers clearer."),
    ),
    Flag.OPEN: (gettext_lazy("%(percent)d %% left it open."), gettext_lazy("See whether it is clear what is asked.")),
    Flag.UNUSED: (
        gettext_lazy("Nearly nobody chooses %(option)s."),
        gettext_lazy("Replace it by a mistake that people really make."),
    ),
    Flag.SLOW: (
        gettext_lazy("It takes %(times)d times as long as others."),
        gettext_lazy("Shorten the text, or ask less at once."),
    ),
    Flag.EASY: (
        gettext_lazy("%(percent)d %% of the marks were earned."),
        gettext_lazy("Nearly everybody knows it. Keep it if it must be known; else ask something harder."),
    ),
}


def finding_in_words(finding: Finding, parts: Sequence[Part]) -> Word:
    """``parts``: of the version, to name the option of which the finding speaks."""
    says, todo = SENTENCES[finding.flag]
    names = {
        "who": of_the_best(finding.share),
        "option": next((part.name for part in parts if part.key == finding.option), ""),
        "percent": round(100 * finding.share),
        "times": round(finding.share),
        "language": get_language_info(finding.group)["name_translated"] if finding.group else "",
    }
    return Word(str(says) % names, str(todo), finding.flag in MILD)


def of_part(number: int, word: Word) -> Word:
    """The same, of one question of a situation."""
    return replace(word, says=_("Part %(number)d: %(says)s") % {"number": number, "says": word.says})


def comparison_in_words(comparison: Comparison) -> str:
    """How large the difference is, for people who know as much."""
    if comparison.odds_ratio is None:
        return _("Cannot be compared: too few people with the same score answered differently.")
    if comparison.grade == Grade.NONE or comparison.delta is None:
        return _("No difference worth a word.")
    if comparison.delta < 0:
        return _("Much harder here.") if comparison.grade == Grade.LARGE else _("Somewhat harder here.")
    return _("Much easier here.") if comparison.grade == Grade.LARGE else _("Somewhat easier here.")


def why_no_alpha() -> str:
    """Stands where Cronbach's alpha would."""
    return _(
        "No internal consistency is given: the questions are drawn, and were not the same in every attempt. "
        "It speaks of one fixed set of questions; computed over different sets it would be wrong."
    )
