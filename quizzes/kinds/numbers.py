"""Numbers as people write them: 12.5 and 12,5, 1 000 and 1,000,000, 1.8e3, and in Arabic digits. All exact."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_DIGITS = 100  # before or after the point: nobody needs more, and sums stay small
_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")
_SPACES = re.compile(r"[\s'’]+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)


def readings(text: str) -> list[Decimal]:
    """The numbers that a text can mean: none, one, or two where “1,000” may be a thousand or one."""
    text = _SPACES.sub("", text.strip().translate(_SIGNS))
    commas, points = text.count(","), text.count(".")
    if commas and points:
        last = "," if text.rfind(",") > text.rfind(".") else "."
        meant = [text.replace("." if last == "," else ",", "").replace(",", ".")]
    elif commas == 1:
        meant = [text.replace(",", "."), *([text.replace(",", "")] if _THOUSANDS.fullmatch(text) else [])]
    else:
        meant = [text.replace(",", "").replace(".", "") if commas or points > 1 else text]
    found = [decimal_of(each) for each in meant if _NUMBER.fullmatch(each)]
    return [number for number in found if number is not None]


def decimal_of(value: Any) -> Decimal | None:
    """An author's number; None where it cannot be read or has no end."""
    try:
        number = Decimal(str(value).strip().translate(_SIGNS).replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS else None
