"""Answers that arrive when the attempt takes none any more: kept beside the record, told, and counted nowhere."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from base.appending import append_rows
from quizzes.frozen_texts import contents_of
from quizzes.kinds import KINDS
from quizzes.kinds.pieces import is_piece, joined
from quizzes.models import Attempt, LateAnswer, Step
from quizzes.record import Answer, Conflict, read_record
from quizzes.services import asked_by_number, judge, locked

MOST_KEPT = 200  # of one attempt: no flood of them fills the table
log = logging.getLogger("bluehelm.quizzes")


@transaction.atomic
def keep_late_answers(*, attempt: Attempt, answers: Iterable[Answer], at: datetime) -> int:
    """Keeps what says something else than the record, once however often it is sent; of how many questions, is returned."""
    [row] = locked(attempt.pk)
    given, record = {answer.number: answer for answer in answers}, read_record(row)
    known = list(LateAnswer.objects.filter(attempt=row).order_by("pk").values_list("client_id", "item", "response"))
    sent, latest = {client_id for client_id, *_ in known}, {item: response for _, item, response in known}
    asked = asked_by_number(attempt.pk, tuple(given))
    contents, kept, new = contents_of(fingerprint for *_, fingerprint in asked), 0, list[LateAnswer]()
    for number, item, kind, fingerprint in asked:
        answer = given[number]
        response = _response(judge(record, answer, item, KINDS[kind], contents[fingerprint]))
        if response is None or len(known) + len(new) >= MOST_KEPT:
            continue
        kept += 1
        if answer.client_id not in sent and latest.get(item) != response:
            new.append(LateAnswer(attempt=row, item_id=item, client_id=answer.client_id, response=response, at=at))
    append_rows(new)
    if new:
        log.warning("answers-late", extra={"data": {"attempt": attempt.pk, "number": len(new)}})
    return kept


def _response(verdict: Any) -> dict[str, Any] | None:
    """What would have been written, or left to the learner to decide; None where there was nothing to write."""
    if isinstance(verdict, Conflict):
        return verdict.given
    return verdict if isinstance(verdict, dict) else None


def whole_response(late: LateAnswer) -> dict[str, Any] | None:
    """What a late answer says: of a long text all pieces that arrived, before the end or after. Two queries for such a one."""
    response: dict[str, Any] | None = late.response
    if response is None or not is_piece(response):
        return response
    in_time = Step.objects.filter(item=late.item_id).values_list("response", flat=True)
    after = LateAnswer.objects.filter(item=late.item_id).order_by("pk").values_list("response", flat=True)
    pieces = [each for each in (*in_time, *after) if each and is_piece(each) and each["run"] == response["run"]]
    return {"text": joined({each["part"]: each["text"] for each in pieces})}


def late_questions(attempts: Iterable[int]) -> dict[int, dict[int, int]]:
    """By primary key of the attempt: numbers of the questions with late answers, and the key of the last of each. One query."""
    found: dict[int, dict[int, int]] = {}
    rows = LateAnswer.objects.filter(attempt__in=list(attempts)).order_by("item__number", "pk")
    for attempt, number, pk in rows.values_list("attempt", "item__number", "pk"):
        found.setdefault(attempt, {})[number] = pk
    return found
