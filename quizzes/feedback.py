"""Practice tells at once: what was answered on a page is shown with its key, and counts as it was given.

A step of the attempt says which answers were shown; from then on the record takes no other answer to them. Everywhere else, and
before that step, nothing of a key is read.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from base.appending import append_rows
from people.models import User
from quizzes.kinds import KINDS
from quizzes.models import Attempt, AttemptItem, QuizPage, Step
from quizzes.record import read_record
from quizzes.refusals import AttemptClosed
from quizzes.results import RevealedItem, revealed_items


def tells_at_once(attempt: Attempt) -> bool:
    """By the policy that was frozen at the start: practice alone."""
    return attempt.policy == QuizPage.Policy.PRACTICE


@transaction.atomic
def show_answers(*, attempt: Attempt, numbers: list[int], at: datetime, by: User) -> list[int]:
    """Notes that the answers to these questions are shown, and says which are new: those that have an answer, not shown before.

    Nothing where the policy tells nothing. What a trainer marks is never among them. Raises AttemptClosed.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if not tells_at_once(attempt):
        return []
    if attempt.submitted_at is not None:
        raise AttemptClosed
    record = read_record(attempt)
    rows = AttemptItem.objects.filter(attempt=attempt, number__in=numbers).order_by("number")
    new = {
        pk: number
        for pk, number, kind in rows.values_list("pk", "number", "version__kind")
        if pk not in record.shown and KINDS[kind].is_answered(record.response(pk)) and not KINDS[kind].is_marked_by_hand
    }
    if new:
        ids = {"sequence": record.last + 1, "client_id": uuid4()}
        append_rows([Step(attempt=attempt, kind=Step.Kind.SHOW, detail={"items": list(new)}, at=at, actor=by, **ids)])
    return list(new.values())


def read_feedback(attempt: Attempt) -> dict[int, RevealedItem]:
    """By number: the questions whose answers were shown, with their keys. Three queries; none but in practice."""
    if not tells_at_once(attempt):
        return {}
    record = read_record(attempt)
    return {item.question.number: item for item in revealed_items(attempt, record, of=record.shown)} if record.shown else {}
