"""Numbers as files write them: a point, an exponent, no spaces, nothing infinite."""

from __future__ import annotations

import re

NUMBER = re.compile(r"\A\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?\s*\Z", re.ASCII)


def number_of(text: str) -> float:
    """Raises ValueError."""
    if not NUMBER.match(text):
        raise ValueError(text)
    return float(text)
