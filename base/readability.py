"""How hard a text is to read.

English: the grade of Flesch and Kincaid (1975), in years of school: 0.39 words a sentence + 11.8 syllables a word − 15.59.
French: the ease of Kandel and Moles (1958), Flesch's for French: 207 − 1.015 words a sentence − 73.6 syllables a word; what
is above 70 is read with ease, what is below 50 is hard. Syllables are counted as groups of vowels, a silent e at the end
left out; on plain texts that is right to half a grade.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;؟]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_FRENCH_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_SILENT = re.compile(r"[^aeiouyàâäéèêëîïôöùûüœæ](?:es?|ent)$")


def words_of(text: str) -> list[str]:
    """Runs of letters in any script; what an apostrophe or a hyphen joins is one word."""
    return WORD.findall(text)


def sentences_in(text: str) -> int:
    """At least one."""
    return len([part for part in _SENTENCE.split(text) if re.search(r"\w", part)]) or 1


def grade(text: str) -> float:
    """Years of school that a reader of English needs; 0 for a text without words."""
    return grade_of(words_of(text), sentences_in(text))


def grade_of(words: Sequence[str], sentences: int) -> float:
    """Flesch and Kincaid's grade, in years of school; ``sentences``: at least one."""
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.casefold()
    groups = len(_VOWELS.findall(word))
    is_silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent)


def french_ease(text: str) -> float:
    """How easily a reader of French reads it, on the scale of Flesch: 100 is very easy, 0 very hard; 100 without words."""
    words = words_of(text)
    if not words:
        return 100.0
    return 207 - 1.015 * len(words) / sentences_in(text) - 73.6 * sum(map(_french_syllables, words)) / len(words)


def _french_syllables(word: str) -> int:
    word = word.casefold()
    groups = len(_FRENCH_VOWELS.findall(word))
    return max(1, groups - bool(groups > 1 and _SILENT.search(word)))
