"""How hard an English text is to read: the grade of Flesch and Kincaid (1975), in years of school.

0.39 words a sentence + 11.8 syllables a word − 15.59. Syllables are counted as groups of vowels, a silent e at the end
left out; on plain texts that is right to half a grade.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;؟]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def sentences_in(text: str) -> int:
    """At least one."""
    return len([part for part in _SENTENCE.split(text) if re.search(r"\w", part)]) or 1


def grade(text: str) -> float:
    """Years of school that a reader of English needs; 0 for a text without words."""
    return grade_of(words_of(text), sentences_in(text))


def grade_of(words: Sequence[str], sentences: int) -> float:
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.casefold()
    groups = len(_VOWELS.findall(word))
    is_silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent)
