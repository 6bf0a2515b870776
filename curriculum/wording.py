"""The short words of a scenario file: what a choice changes, what a condition asks, what must hold to pass."""

from __future__ import annotations

import re
from typing import Any

from people.levels import Level

Value = dict[str, Any]
KEY = r"[a-z0-9][a-z0-9-]*"
LEVELS: dict[str, int] = {"everyone": Level.EVERYONE.value, "ncos": Level.NCOS.value, "commanders": Level.COMMANDERS.value}
COMPARE = {">=": "meter-at-least", "<=": "meter-at-most", "=": "meter-equals"}


class WordingError(ValueError):
    """An effect, a condition or a bound that cannot be understood."""


def effect(text: str) -> Value:
    """``people +1``, ``law -2``, ``law = 3``, ``set flag``, ``clear flag``."""
    if match := re.fullmatch(rf"(set|clear) ({KEY})", text):
        return {"effect": f"{match[1]}-flag", "subject": match[2], "number": None}
    if match := re.fullmatch(rf"({KEY}) ?([+-] ?\d+)", text):
        return {"effect": "add", "subject": match[1], "number": int(match[2].replace(" ", ""))}
    if match := re.fullmatch(rf"({KEY}) ?= ?(-?\d+)", text):
        return {"effect": "set", "subject": match[1], "number": int(match[2])}
    raise WordingError(f"“{text}” is no effect; write e.g. people +1, law = 3, set flag, clear flag")


def test(text: str) -> Value:
    """``people >= 2``, ``flag``, ``not flag``, ``level >= ncos``, ``seen scene``, ``chose scene/choice``."""
    if match := re.fullmatch(r"level ?>= ?(everyone|ncos|commanders)", text):
        return {"test": "level-at-least", "subject": "", "number": LEVELS[match[1]]}
    if match := re.fullmatch(rf"({KEY}) ?(>=|<=|=) ?(-?\d+)", text):
        return {"test": COMPARE[match[2]], "subject": match[1], "number": int(match[3])}
    if match := re.fullmatch(rf"seen ({KEY})", text):
        return {"test": "seen", "subject": match[1], "number": None}
    if match := re.fullmatch(rf"chose ({KEY}/{KEY})", text):
        return {"test": "chose", "subject": match[1], "number": None}
    if match := re.fullmatch(rf"(not )?({KEY})", text):
        return {"test": "flag-clear" if match[1] else "flag-set", "subject": match[2], "number": None}
    raise WordingError(f"“{text}” is no condition; write e.g. people >= 2, flag, not flag, level >= ncos, seen scene")


def bound(text: str) -> Value:
    """``people >= 2`` or ``harm <= 1``: what a meter must show at the end to pass."""
    match = re.fullmatch(rf"({KEY}) ?(>=|<=) ?(-?\d+)", text)
    if match is None:
        raise WordingError(f"“{text}” is no bound; write e.g. people >= 2")
    limit = int(match[3])
    low = match[2] == ">="
    return {"subject": match[1], "at_least": limit if low else None, "at_most": None if low else limit}
