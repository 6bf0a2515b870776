"""The words of a part of a lesson, without markup and without its citations, a line for each paragraph and entry of a list."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

UNREAD = {"rules", "drawing", "alternative_text"}  # what a reader of the page does not read as words of the text
INLINE = re.compile(r"</?(?:a|b|bdi|em|i|span|strong)\b[^>]*>")
BLOCK = re.compile(r"<[^>]+>\s*")


def plain(value: Any) -> str:
    """All the words, a line for each text."""
    lines = (line for text in _texts(value) for line in BLOCK.sub("\n", INLINE.sub("", text)).split("\n"))
    return "\n".join(line for line in (" ".join(html.unescape(line).split()) for line in lines) if line)


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
