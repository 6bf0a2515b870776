"""Numbers as people write them: 12.5 and 12,5, 1 000 and 1,000,000 (12,34,567 in India), 1.8e3 and 1.8 × 10^3, and in Arabic
digits, with the Arabic comma that their keyboards have. All exact."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.kinds.text import visible

MOST_DIGITS = 100  # before or after the point: nobody needs more, and sums stay small
_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،−–", "01234567890123456789.,,--")
_SPACES = re.compile(r"[\s'’]+")
_POWER = re.compile(r"[x×*·]10(?:\^|\*\*)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_GROUPS = re.compile(r"[+-]?\d{1,3}([,.])(?:\d{2,3}\1)*\d{3}(?!\d)", re.ASCII)


def readings(text: str) -> list[Decimal]:
    """The numbers that a text can mean: none, one, or two where “1,000” may be a thousand or one."""
    text = _POWER.sub("e", _SPACES.sub("", visible(text).translate(_SIGNS)))
    commas, points = text.count(","), text.count(".")
    if commas + points > 1:
        meant = [_ungrouped(text)]
    elif commas:
        meant = [text.replace(",", "."), *([text.replace(",", "")] if _THOUSANDS.fullmatch(text) else [])]
    else:
        meant = [text]
    found = [decimal_of(each) for each in meant if _NUMBER.fullmatch(each)]
    return [number for number in found if number is not None]


def _ungrouped(text: str) -> str:
    """Without the signs between its groups of digits, the other of the two being the point; as it is where they are no groups."""
    groups = _GROUPS.match(text)
    if groups is None or groups[1] in (rest := text[groups.end() :]):
        return text
    return groups[0].replace(groups[1], "") + rest.replace(",", ".")


def decimal_of(value: Any) -> Decimal | None:
    """An author's number; None where it cannot be read or has no end."""
    try:
        number = Decimal(visible(str(value)).translate(_SIGNS).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS else None
