"""What is typed into: a page of answers, and one answer sent by script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from quizzes.kinds.interface import joined
from quizzes.record import Answer

MOST_ON_A_PAGE = 100
MOST_BYTES = 1024  # of one message
MOST_MERGED = 6 * 1024  # characters of an answer that was chosen between two
FIELDS = {"item", "response", "client_id", "seen"}


def read_page(post: QueryDict) -> list[Answer]:
    """The answers of a posted page. A question is on it if it says which step it has seen of it (``seen-3``); one that was
    chosen between two and cannot be read is left as it stands."""
    answers = (_answer(post, number, _chosen(post, number)) for number in _numbers(post))
    return [answer for answer in answers if answer is not None]


def _chosen(post: QueryDict, number: int) -> list[str]:
    """What was chosen between two answers to a question, or to the questions of a situation (``merged-3.5f0c``)."""
    name = f"merged-{number}"
    return [str(post[key]) for key in post if key == name or key.startswith(f"{name}.")][:MOST_ON_A_PAGE]


def _answer(post: QueryDict, number: int, chosen: list[str]) -> Answer | None:
    """One that was chosen between two comes as its canonical text; the others as their kind reads them."""
    seen, merged = whole(post.get(f"seen-{number}")), list(filter(None, map(_merged, chosen)))
    if len(merged) < len(chosen):
        return None
    if merged:
        return Answer(number, lambda _kind, _content: joined(merged), uuid4(), seen)
    return Answer(
        number, lambda kind, content: kind.read_form(post, f"item-{number}", content), uuid4(), seen, is_whole_page=True
    )


def _merged(text: str) -> dict[str, Any] | None:
    try:
        merged = json.loads(text[:MOST_MERGED])
    except (ValueError, RecursionError):
        return None
    return merged if isinstance(merged, dict) and merged else None


def _numbers(post: Mapping[str, Any]) -> list[int]:
    names = [key.removeprefix("seen-") for key in post if key.startswith("seen-")]
    return [int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 5][:MOST_ON_A_PAGE]


def whole(text: Any, least: int = 0) -> int:
    """A whole number as a form posts it; anything else counts as the least."""
    return max(least, int(text)) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else least


class MessageRefused(ValueError):
    """What a script sent cannot be read; the text names the field."""


@dataclass(frozen=True)
class Message:
    """One answer as a script sends it."""

    item: int
    response: dict[str, Any]
    client_id: UUID
    seen: int

    @property
    def answer(self) -> Answer:
        return Answer(self.item, lambda _kind, _content: self.response, self.client_id, self.seen)


def read_message(body: bytes) -> Message:
    """From JSON with exactly the fields of Message. Raises MessageRefused."""
    if len(body) > MOST_BYTES:
        raise MessageRefused("An answer has at most 1024 bytes.")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise MessageRefused("This is no JSON.")
    if not isinstance(sent, dict) or set(sent) != FIELDS:
        raise MessageRefused(f"An answer has exactly these fields: {', '.join(sorted(FIELDS))}.")
    if not (_is_count(sent["item"]) and _is_count(sent["seen"]) and isinstance(sent["response"], dict)):
        raise MessageRefused("item and seen are whole numbers, response is an object.")
    client_id = as_uuid(sent["client_id"])
    if client_id is None:
        raise MessageRefused("client_id is a UUID.")
    return Message(sent["item"], sent["response"], client_id, sent["seen"])


def as_uuid(value: Any) -> UUID | None:
    """None for whatever is no UUID: it comes from outside."""
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
