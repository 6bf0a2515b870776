"""The signs that GIFT escapes, and the markup that a text names in brackets before it."""

from __future__ import annotations

import re
from typing import cast, get_args

from quizzes.formats.question import Markup, Text

# While a question is taken apart, an escaped sign stands as one of a private plane, where it separates nothing.
BASE = 0xF0000
ESCAPED = re.compile(r"\\([\\:#={}~n])")
STAND_INS = {BASE + ord(sign): sign for sign in ":#={}~"} | {BASE + ord("n"): "\n"}
NAMED = re.compile(rf"\A\[({'|'.join(get_args(Markup))})\]")


def hidden(text: str) -> str:
    """Escaped signs replaced, so that those which remain are meant as GIFT."""
    return ESCAPED.sub(lambda match: "\\" if match[1] == "\\" else chr(BASE + ord(match[1])), text)


def shown(text: str) -> str:
    """Escaped signs as they were meant."""
    return text.translate(STAND_INS)


def text_in(raw: str, markup: Markup) -> Text:
    """A text in the markup that it names, else in the one of its question."""
    raw = raw.strip()
    if match := NAMED.match(raw):
        return Text(shown(raw[match.end() :]).strip(), cast(Markup, match[1]))
    return Text(shown(raw).strip(), markup)
