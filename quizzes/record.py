"""The steps of an attempt, read: what stands as the latest answer to each item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from base.prepared import Prepared
from quizzes.kinds import Kind, ResponseRefused
from quizzes.kinds.interface import Content, Response
from quizzes.kinds.pieces import MOST_PIECES, Joiner, is_piece, standing
from quizzes.models import Attempt, Step


@dataclass(frozen=True)
class Recorded:
    """One step as it was written; ``item`` is the primary key of its AttemptItem, None for a submission."""

    sequence: int
    client_id: UUID
    item: int | None
    response: dict[str, Any] | None
    at: datetime
    detail: dict[str, Any] | None = None


@dataclass(frozen=True)
class Answer:
    """One answer as it arrives. ``read``: what was given, for the item's kind and content; ``seen``: the last step that its
    page knew of.

    A form posts every question that it shows; with ``is_whole_page`` those left as they were shown say nothing.
    """

    number: int
    read: Callable[[Kind, Content], Mapping[str, Any]]
    client_id: UUID
    seen: int
    is_whole_page: bool = False


@dataclass(frozen=True)
class Conflict:
    """Two answers to one item: ``saved`` by another page since this one was loaded, ``given`` by this one."""

    number: int
    saved: Recorded
    given: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """An answer that cannot be written, with what was given, where it may be mended, and a message for the learner."""

    number: int
    given: Mapping[str, Any]
    message: str


@dataclass
class Saved:
    """What became of a page of answers: under which sequence each stands, what the learner must decide, what does not fit."""

    sequences: dict[int, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass
class Record:
    """All steps of one attempt, long texts put together. ``shown``: the items whose answers practice has shown; they take no
    other; ``written``: how many steps there are about each item."""

    last: int = 0
    answers: dict[int, list[Recorded]] = field(default_factory=dict)
    by_client: dict[UUID, Recorded] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    written: Counter[int] = field(default_factory=Counter)
    joiner: Joiner = field(default_factory=Joiner)

    def add(self, step: Recorded) -> None:
        """Takes the next step in; steps come in the order of their sequence."""
        self.last = step.sequence
        self.by_client[step.client_id] = step
        self.shown.update((step.detail or {}).get("items", ()))
        if (item := step.item) is None:
            return
        self.written[item] += 1
        if is_piece(step.response):
            whole = self.joiner.whole(item, step.response)
            if whole is None:
                return
            step = replace(step, response=whole)
        self.answers.setdefault(item, []).append(step)

    def latest(self, item: int) -> Recorded | None:
        return self.answers[item][-1] if item in self.answers else None

    def is_full(self, item: int, most: int) -> bool:
        """The question was answered so often that it takes no further answer; the latest stands. Pieces that never become
        whole fill it up as well."""
        return len(self.answers.get(item, ())) >= most or self.written[item] >= most * MOST_PIECES

    def response(self, item: int) -> dict[str, Any] | None:
        """What stands as the answer to the item."""
        latest = self.latest(item)
        return latest.response if latest else None

    @property
    def responses(self) -> dict[int, dict[str, Any] | None]:
        """What stands as the answer to each item that has one."""
        return {item: steps[-1].response for item, steps in self.answers.items()}

    def response_seen(self, item: int, seen: int) -> dict[str, Any] | None:
        """What stood as the answer when the page that has seen so many steps was made."""
        return next((step.response for step in reversed(self.answers.get(item, [])) if step.sequence <= seen), None)

    def standing(self, item: int, kind: Kind, response: Response, answer: Answer) -> int | Conflict | None:
        """The sequence under which the answer stands already, or why it cannot be written; None: write it."""
        latest, sent = self.latest(item), self.by_client.get(answer.client_id)
        if sent is not None and sent.item != item:
            raise ResponseRefused("An id was used for two answers.")
        if sent is not None:
            return sent.sequence
        shown = self.response_seen(item, answer.seen)
        is_empty = not kind.is_answered(response)
        is_untouched = response == shown or (is_empty and not (kind.is_answered(shown) and kind.can_be_emptied))
        if answer.is_whole_page and is_untouched:
            return latest.sequence if latest else 0
        if latest is None:
            return None
        if latest.response == response:
            return latest.sequence
        return Conflict(answer.number, latest, response) if latest.sequence > answer.seen else None


def as_record(steps: Iterable[Recorded]) -> Record:
    """``steps`` in the order of their sequence."""
    record = Record()
    for step in steps:
        record.add(step)
    return record


def read_record(attempt: Attempt) -> Record:
    """One query."""
    return as_record(Recorded(*row) for row in _steps(attempt.pk))


_steps: Prepared[Any] = Prepared(
    lambda attempt: Step.objects.filter(attempt=attempt).order_by("sequence").values_list(*(f.name for f in fields(Recorded)))
)


def saved_answer(item: int) -> Response | None:
    """What stands as the answer to one drawn item. One query."""
    steps = Step.objects.filter(item=item).order_by("sequence").values_list("item", "response")
    return standing(steps).get(item)
