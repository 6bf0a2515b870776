"""What is typed into: a page of answers, and one answer sent by script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from quizzes.kinds import KINDS, Kind, ResponseRefused
from quizzes.models import Attempt, AttemptItem
from quizzes.record import Answer
from quizzes.sheet import Unsaved

MOST_ON_A_PAGE = 100
MOST_BYTES = 1024  # of one answer
FIELDS = {"item", "response", "client_id", "seen"}


@dataclass(frozen=True)
class PageOfAnswers:
    """A posted page: the answers that can be read, and those that cannot with the reason."""

    answers: list[Answer]
    unsaved: Unsaved


def read_page(attempt: Attempt, post: QueryDict) -> PageOfAnswers:
    """A question is on the page if the page says which step it has seen of it (``seen-3``). One query."""
    seen = {number: whole(post.get(f"seen-{number}", "")) for number in _numbers(post)}
    rows = AttemptItem.objects.filter(attempt=attempt, number__in=seen).order_by("number")
    answers: list[Answer] = []
    given: dict[int, dict[str, Any]] = {}
    errors: dict[int, str] = {}
    for number, kind, content in rows.values_list("number", "version__kind", "version__content"):
        data, is_merged = _data(post, KINDS[kind], number)
        try:
            response = KINDS[kind].clean_response(content, data)
        except ResponseRefused as refusal:
            given[number], errors[number] = data, str(refusal)
        else:
            answers.append(Answer(number, response, uuid4(), seen[number], is_whole_page=not is_merged))
    return PageOfAnswers(answers, Unsaved(given, errors))


def _numbers(post: Mapping[str, Any]) -> list[int]:
    names = [key.removeprefix("seen-") for key in post if key.startswith("seen-")]
    return [int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 5][:MOST_ON_A_PAGE]


def whole(text: Any, least: int = 0) -> int:
    """A whole number as a form posts it; anything else counts as the least."""
    return max(least, int(text)) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else least


def _data(post: QueryDict, kind: Kind, number: int) -> tuple[dict[str, Any], bool]:
    """The posted answer; one that was chosen between two comes as its canonical text."""
    try:
        merged = json.loads(post.get(f"merged-{number}", "")[:MOST_BYTES])
    except (ValueError, RecursionError):
        merged = None
    if isinstance(merged, dict):
        return merged, True
    return kind.read_form(post, f"item-{number}"), False


class AnswerRefused(ValueError):
    """The message of a script cannot be read; the text names the field."""


def read_answer(body: bytes) -> Answer:
    """One answer as {item, response, client_id, seen}; unknown fields are refused. Raises AnswerRefused."""
    if len(body) > MOST_BYTES:
        raise AnswerRefused("An answer has at most 1024 bytes.")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise AnswerRefused("This is no JSON.")
    if not isinstance(message, dict) or set(message) != FIELDS:
        raise AnswerRefused(f"An answer has exactly these fields: {', '.join(sorted(FIELDS))}.")
    if not (_is_count(message["item"]) and _is_count(message["seen"]) and isinstance(message["response"], dict)):
        raise AnswerRefused("item and seen are whole numbers, response is an object.")
    try:
        client_id = UUID(message["client_id"])
    except (ValueError, TypeError, AttributeError):
        raise AnswerRefused("client_id is a UUID.")
    return Answer(message["item"], message["response"], client_id, message["seen"])


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
