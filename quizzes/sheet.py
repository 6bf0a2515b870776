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
from quizzes.kinds.interface import joined
from quizzes.models import Attempt, AttemptItem
from quizzes.record import Conflict, Record, Saved, read_record

PAGE_SIZE = 10
URGENT_MINUTES = 10
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

    @property
    def is_urgent(self) -> bool:
        """From ten minutes before the end on, as the clock on the page has it too."""
        return self.minutes_left is not None and self.minutes_left <= URGENT_MINUTES


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
class Choice:
    """Two answers, in words and as the form sends the one that is chosen. ``stem``: of a question of a situation.

    ``is_saved_empty``: the saved one says nothing and the given one does.
    """

    name: str
    stem: str
    saved: str
    saved_value: str
    given: str
    given_value: str
    is_saved_empty: bool = False


@dataclass(frozen=True)
class Merge:
    """One question with two answers. A situation has a choice for each of its questions that was answered in two ways;
    ``agreed``: what was answered in one, as the form sends it."""

    question: Question
    saved_at: datetime
    choices: list[Choice]
    agreed: str = ""


def merges(sheet: Sheet, conflicts: Iterable[Conflict]) -> list[Merge]:
    """What is saved beside what was sent, for the learner to choose; the values are JSON."""
    questions = {question.number: question for question in sheet.questions}
    return [_merge(questions[conflict.number], conflict) for conflict in conflicts]


def _merge(question: Question, conflict: Conflict) -> Merge:
    kind, content, name = question.kind, question.content, f"merged-{question.number}"
    saved, given = conflict.saved.response, conflict.given
    pairs = list(zip(kind.answers_in(content, saved), kind.answers_in(content, given), strict=True))
    if not pairs:
        words = kind.summarise(content, saved), kind.summarise(content, given)
        return Merge(question, conflict.saved.at, [Choice(name, "", words[0], _json(saved), words[1], _json(given))])
    choices = [
        Choice(
            name=f"{name}.{there.id}",
            stem=there.stem,
            saved=there.words,
            saved_value=_json(there.response),
            given=here.words,
            given_value=_json(here.response),
            is_saved_empty=here.is_answered and not there.is_answered,
        )
        for there, here in pairs
        if there.response != here.response
    ]
    agreed = joined(there.response for there, here in pairs if there.response == here.response) or {"parts": {}}
    return Merge(question, conflict.saved.at, choices, _json(agreed))


def _json(response: Any) -> str:
    return json.dumps(response, ensure_ascii=False)
