"""A long text in pieces: each is a step of its own, below 1 KB; the last one that arrives makes the text whole.

A piece is {text, run, part, of}: ``run`` is the same for all pieces of one text, ``part`` counts from 1 to ``of``. In whatever
order and however often they arrive, the text is the same; until it is whole, the one before it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from quizzes.kinds.text import readable

MOST_BYTES = 850  # of one piece, as JSON: the message that carries it stays below 1 KB
MOST_PIECES = 6
MOST_IN_ALL = MOST_PIECES * (MOST_BYTES - 8)  # bytes of a whole text: some 400 words in Arabic, 800 in English
RUN = re.compile(r"[0-9a-f]{8,32}")
FIELDS = {"text", "run", "part", "of"}


def size_of(text: str) -> int:
    """In bytes, as JSON."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def tidy(text: str) -> str:
    """Its lines, without blanks at their ends and around the whole."""
    return "\n".join(line.rstrip() for line in readable(text).splitlines()).strip()


def in_pieces(text: str) -> list[dict[str, Any]]:
    """The responses that carry a text: one {text} where it fits into one."""
    if size_of(text) <= MOST_BYTES:
        return [{"text": text}]
    texts, used = [""], 0
    for sign in text:
        size = size_of(sign) - 2
        if used + size > MOST_BYTES - 2:
            texts.append("")
            used = 0
        texts[-1] += sign
        used += size
    run = uuid4().hex[:12]
    return [{"text": part, "run": run, "part": number, "of": len(texts)} for number, part in enumerate(texts, start=1)]


def is_piece(response: Mapping[str, Any] | None) -> bool:
    return response is not None and "run" in response


def fits_as_piece(data: Mapping[str, Any]) -> bool:
    """Whether it is a piece at all, of a size that a step may have."""
    text, run, part, of = (data.get(name) for name in ("text", "run", "part", "of"))
    if set(data) != FIELDS or not isinstance(text, str) or not isinstance(run, str) or not RUN.fullmatch(run):
        return False
    if type(part) is not int or type(of) is not int:
        return False
    return 1 <= part <= of <= MOST_PIECES and of > 1 and size_of(text) <= MOST_BYTES


@dataclass
class Joiner:
    """Puts pieces together as they come. ``runs``: by item and run, the texts by their part."""

    runs: dict[tuple[int, str], dict[int, str]] = field(default_factory=dict)

    def whole(self, item: int, response: Any) -> Any:
        """The response that stands with this step; None while pieces are missing. What is no piece stands as it is."""
        if not is_piece(response):
            return response
        texts = self.runs.setdefault((item, response["run"]), {})
        texts[response["part"]] = response["text"]
        return {"text": joined(texts)} if len(texts) == response["of"] else None


def joined(texts: Mapping[int, str]) -> str:
    """By the number of the part."""
    return tidy("".join(texts[part] for part in sorted(texts)))


def standing(steps: Iterable[tuple[int, Any]]) -> dict[int, Any]:
    """What stands for each item after these steps, (item, response) in their order."""
    joiner, found = Joiner(), dict[int, Any]()
    for item, response in steps:
        whole = joiner.whole(item, response)
        if whole is not None or not is_piece(response):
            found[item] = whole
    return found
