"""Spaces that a language wants and no keyboard has: authors type plain ones, and readers see no lonely question mark."""

from __future__ import annotations

import re
from typing import Any

UNBROKEN = "\N{NO-BREAK SPACE}"
_BEFORE, _AFTER = re.compile(r" (?=[?!:;»])"), re.compile(r"(?<=«) ")
_HOUR = re.compile(r"(?<=\d) (?=h\b)|(?<=\d h) (?=\d)")


def typeset(text: str, language: str) -> str:
    """French: no line ends before ? ! : ; », after « or within 17 h 40. Other languages as they are."""
    if language != "fr":
        return text
    for space in (_HOUR, _BEFORE, _AFTER):
        text = space.sub(UNBROKEN, text)
    return text


def typeset_part(value: Any, language: str) -> Any:
    """All texts of a part of a lesson, but for its citations, which are keys."""
    if isinstance(value, str):
        return typeset(value, language)
    if isinstance(value, list):
        return [typeset_part(each, language) for each in value]
    if isinstance(value, dict):
        return {name: each if name == "rules" else typeset_part(each, language) for name, each in value.items()}
    return value
