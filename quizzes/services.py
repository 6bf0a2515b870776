"""Deeds on attempts: start, answer, submit. Rows are locked in one order: enrolment, then attempt."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.appending import append_rows
from base.prepared import Prepared
from courses.models import ActivityPage, Enrolment
from courses.outline import missing_for
from courses.services import record_completion
from law.models import Topic
from people.models import User
from quizzes.blueprint import blueprint_rows, candidates
from quizzes.clock import first_deadline
from quizzes.drawing import TooFewItems, draw_by_rows
from quizzes.frozen_texts import contents_of
from quizzes.grading import grade
from quizzes.hand_marking.assigning import assign_markings
from quizzes.kinds import KINDS, Kind, ResponseRefused
from quizzes.laying_out import laid_out
from quizzes.marking import Result
from quizzes.models import Attempt, AttemptItem, BlueprintRow, QuizPage, Step
from quizzes.permissions import Reason, allowance, is_author
from quizzes.record import Answer, Conflict, Record, Recorded, Refused, Saved, read_record
from quizzes.refusals import AttemptClosed, AttemptPaused, CannotStart, StaleAnswer
from quizzes.rereading import lessons_to_reread
from quizzes.rules import frozen_rules
from quizzes.timing import extra_percent

_FULL = _("You have answered this question %(times)d times. It takes no more answers; the last one that was saved counts.")
_SHOWN = _("You have seen whether your answer is right. It counts as you gave it.")
logger = logging.getLogger("bluehelm.quizzes")


# --- Starting ------------------------------------------------------------------------------------


def start_attempt(*, enrolment: Enrolment, quiz: QuizPage, at: datetime, sitting: int | None = None) -> Attempt:
    """The learner's open attempt, else a new one. Raises CannotStart; an overdue attempt is closed either way.

    ``sitting``: the primary key of the one in which it is begun; it is frozen with the rules.
    """
    with transaction.atomic():
        started = _resume_or_begin(enrolment, quiz, at, sitting)
    if isinstance(started, Reason):
        raise CannotStart(started)
    return started


def _resume_or_begin(enrolment: Enrolment, quiz: QuizPage, at: datetime, sitting: int | None) -> Attempt | Reason:
    [enrolment] = _locked_with_learner(enrolment.pk)
    attempts = _attempts(enrolment.pk, quiz.translation_key)
    for index, attempt in enumerate(attempts):
        if attempt.submitted_at is None:
            if not attempt.is_over(at):
                return attempt
            attempts[index] = submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=enrolment.learner)
    refusal = refusal_of(enrolment, quiz, attempts, at)
    if refusal is None and quiz.is_supervised and sitting is None:
        refusal = Reason.SUPERVISED
    return refusal or _begin(enrolment, quiz, attempts[-1].number + 1 if attempts else 1, at, sitting)


def refusal_of(enrolment: Enrolment, quiz: QuizPage, attempts: list[Attempt], at: datetime) -> Reason | None:
    """Why the learner may not begin another attempt, after those of the same enrolment; None: nothing speaks against it."""
    refusal = allowance(quiz, attempts, at).refusal
    if refusal is None and lessons_to_reread(quiz, attempts):
        refusal = Reason.REREAD
    if refusal is None and is_author(enrolment.learner, quiz):
        refusal = Reason.AUTHOR
    if refusal is None and quiz.opens != quiz.Opens.ANYTIME and missing_for(quiz, enrolment.learner, timezone.localdate(at)):
        refusal = Reason.LOCKED
    return refusal


_locked_with_learner: Prepared[Enrolment] = Prepared(
    lambda pk: Enrolment.objects.select_for_update(of=("self",)).order_by().select_related("learner").filter(pk=pk)
)
_attempts: Prepared[Attempt] = Prepared(
    lambda enrolment, quiz_key: (
        Attempt.objects.counting().filter(enrolment=enrolment, quiz_key=quiz_key).select_related("corrected").order_by("number")
    )
)
_blueprint: Prepared[BlueprintRow] = Prepared(
    lambda quiz: BlueprintRow.objects.filter(quiz=quiz).select_related("topic", "bank").order_by("sort_order")
)


def _begin(enrolment: Enrolment, quiz: QuizPage, number: int, at: datetime, sitting: int | None) -> Attempt | Reason:
    seed = secrets.randbits(63)
    blueprint = _blueprint(quiz.pk)
    rows = blueprint_rows(blueprint)
    pool = candidates(rows, locale=quiz.locale_id, level=enrolment.level, learner=enrolment.learner)
    try:
        drawn = draw_by_rows(rows, pool, seed)
    except TooFewItems as error:
        short = [{"row": s.row + 1, "wanted": s.wanted, "found": s.found} for s in error.shortages]
        logger.error("quiz-cannot-start", extra={"data": {"quiz": quiz.pk, "short": short}})
        return Reason.TOO_FEW_ITEMS
    extra = extra_percent(enrolment.learner) if quiz.time_limit else 0
    attempt = Attempt(
        enrolment=enrolment,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        number=number,
        seed=seed,
        rules=frozen_rules(quiz, blueprint) | {"extra_percent": extra, "sitting": sitting},
        started_at=at,
        deadline=first_deadline(at, quiz.time_limit, extra),
    )
    append_rows([attempt])
    append_rows(AttemptItem(attempt=attempt, **slot) for slot in laid_out(drawn, seed=seed, at=at))
    return attempt


# --- Answering -----------------------------------------------------------------------------------


def save_answer(
    *, attempt: Attempt, number: int, response: Mapping[str, Any], client_id: UUID, seen_sequence: int, at: datetime, by: User
) -> int:
    """Saves one answer and returns the sequence under which it stands; sending it again changes nothing.

    Raises StaleAnswer, AttemptClosed, ResponseRefused, AttemptItem.DoesNotExist.
    """
    answer = Answer(number, lambda _kind, _content: response, client_id, seen_sequence)
    saved = save_answers(attempt=attempt, answers=[answer], at=at, by=by)
    if saved.conflicts:
        raise StaleAnswer(saved.conflicts[0])
    if saved.refused:
        raise ResponseRefused(saved.refused[0].message)
    if number not in saved.sequences:
        raise AttemptItem.DoesNotExist
    return saved.sequences[number]


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Iterable[Answer], at: datetime, by: User) -> Saved:
    """Saves every answer that fits and says something new, in four queries; the others are left alone and named.

    So is one to a question that was answered as often as its kind allows: of a flood of steps, the last that was saved counts.

    Raises AttemptClosed, AttemptPaused.
    """
    [attempt] = locked(attempt.pk)
    if attempt.submitted_at is not None or attempt.is_too_late(at):
        raise AttemptClosed
    if attempt.is_paused(at):
        raise AttemptPaused
    given = {answer.number: answer for answer in answers}
    record, saved, steps = read_record(attempt), Saved(), []
    asked = asked_by_number(attempt.pk, tuple(given))
    contents = contents_of(fingerprint for *_, fingerprint in asked)
    for number, item, kind, fingerprint in asked:
        match judge(record, given[number], item, KINDS[kind], contents[fingerprint]):
            case Conflict() as conflict:
                saved.conflicts.append(conflict)
            case Refused() as refused:
                saved.refused.append(refused)
            case int() as sequence:
                saved.sequences[number] = sequence
            case response:
                steps += _recorded(record, KINDS[kind].pieces(response), given[number].client_id, item, at)
                saved.sequences[number] = record.last
    _append(attempt, steps, Step.Kind.ANSWER, by)
    return saved


def _recorded(record: Record, pieces: list[dict[str, Any]], client_id: UUID, item: int, at: datetime) -> list[Recorded]:
    """The steps of one answer, taken into the record; the last one, which makes it stand, has the id that the client made."""
    steps = []
    for left, piece in zip(range(len(pieces) - 1, -1, -1), pieces, strict=True):
        steps.append(Recorded(record.last + 1, uuid4() if left else client_id, item, piece, at))
        record.add(steps[-1])
    return steps


# The queries of every saved page, compiled once. The first holds the attempt until the transaction ends.
locked: Prepared[Attempt] = Prepared(
    lambda pk: (
        Attempt.objects.select_for_update(of=("self",)).order_by().only("submitted_at", "deadline", "paused_at").filter(pk=pk)
    )
)
asked_by_number: Prepared[Any] = Prepared(
    lambda attempt, numbers: (
        AttemptItem.objects.filter(attempt=attempt, number__in=numbers)
        .order_by("number")
        .values_list("number", "pk", "version__kind", "version__sha256")
    )
)


def judge(
    record: Record, answer: Answer, item: int, kind: Kind, content: dict[str, Any]
) -> int | Conflict | Refused | dict[str, Any]:
    """The response to write, or why there is nothing to write."""
    given = answer.read(kind, content)
    try:
        response = kind.clean_response(content, given)
        standing = record.standing(item, kind, response, answer)
    except ResponseRefused as refusal:
        return Refused(answer.number, given if answer.is_whole_page else {}, str(refusal))
    if item in record.shown and not isinstance(standing, int):
        return Refused(answer.number, {}, f"{_SHOWN}")
    if standing is None and record.is_full(item, kind.most_answers):
        return Refused(answer.number, {}, _FULL % {"times": kind.most_answers})
    return response if standing is None else standing


def _append(attempt: Attempt, steps: list[Recorded], kind: str, by: User) -> None:
    append_rows(
        Step(
            attempt=attempt,
            sequence=step.sequence,
            client_id=step.client_id,
            kind=kind,
            item_id=step.item,
            response=step.response,
            at=step.at,
            actor=by,
        )
        for step in steps
    )


# --- Submitting ----------------------------------------------------------------------------------


@transaction.atomic
def submit_attempt(*, attempt: Attempt, client_id: UUID, at: datetime, by: User) -> Attempt:
    """Marks what is saved and closes the attempt, exactly once; a passed one is written into the ledger.

    Raises AttemptPaused where the learner hands in during a pause: answers may wait on the device. The invigilator may.
    """
    _locked_enrolment(attempt.enrolment_id)
    [attempt] = _locked_with_enrolment(attempt.pk)
    if attempt.submitted_at is not None:
        return attempt
    if attempt.paused_at is not None and by.pk == attempt.enrolment.learner_id:
        raise AttemptPaused
    record = read_record(attempt)
    result = grade(attempt, record)
    _append(attempt, [Recorded(record.last + 1, client_id, None, None, at)], Step.Kind.SUBMIT, by)
    attempt.submitted_at = attempt.deadline if attempt.is_over(at) else at
    write_result(attempt, result)
    attempt.save(update_fields=["submitted_at", "percent", "passed", "result"])
    if result.pending:
        assign_markings(attempt=attempt, numbers=result.pending, at=at)
    if result.passed:
        complete_quiz(attempt=attempt, result=result, at=at)
    return attempt


_locked_enrolment: Prepared[Any] = Prepared(
    lambda pk: Enrolment.objects.select_for_update(of=("self",)).order_by().filter(pk=pk).values_list("pk")
)
_locked_with_enrolment: Prepared[Attempt] = Prepared(
    lambda pk: Attempt.objects.select_for_update(of=("self",)).order_by().select_related("enrolment").filter(pk=pk)
)


def write_result(attempt: Attempt, result: Result) -> None:
    """What was found; while an answer waits for a trainer's mark, neither passed nor failed."""
    is_final = not result.pending
    attempt.percent, attempt.passed = (result.percent, result.passed) if is_final else (None, None)
    attempt.result = result.as_json()


def decide_waiting(*, attempt: Attempt, result: Result, at: datetime) -> None:
    """The result of an attempt that was handed in before, once none of its answers waits any more."""
    if result.pending:
        return
    write_result(attempt, result)
    attempt.save(update_fields=["percent", "passed", "result"])
    if result.passed:
        complete_quiz(attempt=attempt, result=result, at=at)


@transaction.atomic
def complete_quiz(*, attempt: Attempt, result: Result, at: datetime) -> None:
    """Writes a passed quiz into the ledger, with the topics that fell short."""
    quiz = ActivityPage.objects.get(pk=attempt.quiz_id)
    short = Topic.objects.filter(key__in=result.short_topics, locale=quiz.locale_id) if result.short_topics else []
    record_completion(enrolment=attempt.enrolment, activity=quiz, at=at, shortfalls=short)
