"""The words of a part of a lesson, without markup and without its citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

UNREAD = {"rules", "drawing", "alternative_text"}  # what a reader of the page does not read as words of the text


def plain(value: Any) -> str:
    """All the words, a line for each text."""
    return "\n".join(line for line in (" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in _texts(value)) if line)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in UNREAD:
                yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
