"""An open attempt as its learner sees it: pages of questions, what is answered, how long is left.

Only ``ItemVersion.content`` is read here; keys and rationales are not even fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from base.prepared import Prepared
from quizzes.frozen_texts import contents_of
from quizzes.kinds import KINDS, Kind
from quizzes.models import Attempt, AttemptItem
from quizzes.record import Conflict, Record, Saved, read_record

PAGE_SIZE = 10
RIGHT_TO_LEFT = {"ar"}


def page_of(number: int) -> int:
    """On which page a question stands."""
    return (number - 1) // PAGE_SIZE + 1


@dataclass(frozen=True)
class Question:
    """One drawn item in its place. ``seen``: the last step of the attempt that the page knows of."""

    number: int
    kind: Kind
    content: dict[str, Any]
    order: list[str]
    language: str
    response: dict[str, Any] | None
    seen: int = 0
    error: str = ""
    path: str = ""  # before the names of its values in a response; empty for a whole question

    @property
    def page(self) -> int:
        return page_of(self.number)

    @property
    def name(self) -> str:
        """Of its form controls."""
        return f"item-{self.number}"

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def is_answered(self) -> bool:
        return self.kind.is_answered(self.response)

    @property
    def view(self) -> Any:
        """What the template of its kind shows."""
        return self.kind.view(self)


@dataclass(frozen=True)
class Unsaved:
    """What the learner gave and the server has not written: shown again in its place."""

    given: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    errors: Mapping[int, str] = field(default_factory=dict)
    seen: Mapping[int, int] = field(default_factory=dict)


def numbers_on(page: int) -> list[int]:
    """Of the questions that stand on a page, as far as there are so many."""
    return list(range((page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE + 1))


def unsaved(saved: Saved) -> Unsaved:
    """What a posted page gave that does not fit."""
    given = {refused.number: dict(refused.given) for refused in saved.refused if refused.given}
    return Unsaved(given, {refused.number: refused.message for refused in saved.refused})


@dataclass(frozen=True)
class Sheet:
    """All questions of an attempt, and the page of them that is shown."""

    attempt: Attempt
    questions: list[Question]
    page: int
    at: datetime

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def pages(self) -> int:
        return self.questions[-1].page

    @cached_property
    def shown(self) -> list[Question]:
        return [question for question in self.questions if question.page == self.page]

    @property
    def scripts(self) -> list[str]:
        """Static files that the kinds on this page ask for."""
        return sorted({script for question in self.shown for script in question.kind.scripts})

    @property
    def errors(self) -> list[Question]:
        return [question for question in self.shown if question.error]

    @cached_property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    @property
    def is_last(self) -> bool:
        return self.page == self.pages

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes, rounded up; None without a limit."""
        if self.attempt.deadline is None:
            return None
        return max(0, -(-int((self.attempt.deadline - self.at).total_seconds()) // 60))


def read_sheet(attempt: Attempt, page: int | None, at: datetime, unsaved: Unsaved | None = None) -> Sheet:
    """Two queries. Without a page number: the page of the first question that has no answer."""
    questions = read_questions(attempt, read_record(attempt), unsaved or Unsaved())
    first_open = next((question.page for question in questions if not question.is_answered), 1)
    return Sheet(attempt, questions, min(max(1, page or first_open), questions[-1].page), at)


def read_questions(attempt: Attempt, record: Record, unsaved: Unsaved) -> list[Question]:
    """Two queries. What was sent and could not be saved stands in place of what is saved."""
    drawn = _drawn(attempt.pk)
    contents = contents_of(fingerprint for _pk, _number, _kind, fingerprint, *_ in drawn)
    return [
        Question(
            number=number,
            kind=KINDS[kind],
            content=contents[fingerprint],
            order=order,
            language=language,
            response=unsaved.given.get(number, record.response(pk)),
            seen=unsaved.seen.get(number, record.last),
            error=unsaved.errors.get(number, ""),
        )
        for pk, number, kind, fingerprint, order, language in drawn
    ]


_drawn: Prepared[Any] = Prepared(
    lambda attempt: (
        AttemptItem.objects.filter(attempt=attempt)
        .order_by("number")
        .values_list("pk", "number", "version__kind", "version__sha256", "option_order", "version__language")
    )
)


@dataclass(frozen=True)
class Merge:
    """One question with two answers, in words and as the form sends the one that is chosen."""

    question: Question
    saved: str
    saved_value: str
    saved_at: datetime
    given: str
    given_value: str


def merges(sheet: Sheet, conflicts: Iterable[Conflict]) -> list[Merge]:
    """What is saved beside what was sent, for the learner to choose; the values are JSON."""
    questions = {question.number: question for question in sheet.questions}
    return [
        Merge(
            question=(question := questions[conflict.number]),
            saved=question.kind.summarise(question.content, conflict.saved.response),
            saved_value=json.dumps(conflict.saved.response, ensure_ascii=False),
            saved_at=conflict.saved.at,
            given=question.kind.summarise(question.content, conflict.given),
            given_value=json.dumps(conflict.given, ensure_ascii=False),
        )
        for conflict in conflicts
    ]
