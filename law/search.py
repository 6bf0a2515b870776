"""Finding rules by what a person types: words of the text, or a citation however it is written. Pure."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
SHORT = 2  # letters up to which a word must stand alone: “I” is not to be found in “II”


def plain(text: str) -> str:
    """Small letters without accents and vowel signs, so that “etat” finds “État”."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def is_match(typed: str, citation: str, text: str) -> bool:
    """Whether a rule answers to what was typed: as a piece of its citation, or with every word somewhere in it."""
    wanted = WORD.findall(plain(typed))
    cited = WORD.findall(plain(citation))
    if not wanted or "".join(wanted) in _pieces(cited):
        return True
    whole = f"{plain(citation)} {plain(text)}"
    alone = set(WORD.findall(whole))
    return all(word in alone if len(word) <= SHORT else word in whole for word in wanted)


def _pieces(words: list[str]) -> set[str]:
    """Neighbouring words written together: “api” and “572c” of “AP I Art 57(2)(c)”."""
    return {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
