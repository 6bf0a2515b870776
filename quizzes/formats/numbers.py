"""Numbers as files write them: a point, an exponent, no spaces, nothing infinite."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = re.compile(r"\A\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?\s*\Z", re.ASCII)


def number_of(text: str) -> float:
    """Raises ValueError."""
    if not NUMBER.match(text):
        raise ValueError(text)
    return float(text)


def middle_of(low: str, high: str) -> tuple[str, float]:
    """The middle of a range and how far its ends are from it, exactly: an end of the range belongs to it. Raises ValueError."""
    for text in (low, high):
        number_of(text)
    first, last = Decimal(low.strip()), Decimal(high.strip())
    return f"{(first + last) / 2:f}", float((last - first) / 2)
