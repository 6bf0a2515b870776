"""Deeds on sittings: open, let in, begin, pause, go on, give time, close.

Locked in one order: sitting, enrolments by their keys, attempts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Enrolment, TrainingClass
from courses.outline import course_of
from courses.services import enrol_learner
from people.audit.services import note as note_deed
from people.codes import new_code, normalise_code
from people.models import User
from quizzes.clock import TimeRefused
from quizzes.models import Attempt, QuizPage, Seat, Sitting, SittingEvent
from quizzes.models.attempts import GRACE
from quizzes.models.sittings import CODE_LENGTH
from quizzes.services import start_attempt, submit_attempt
from quizzes.sittings.permissions import can_sit, quizzes_to_sit
from quizzes.timing import extend_attempt, pause_attempt, resume_attempt

log = logging.getLogger("bluehelm.quizzes")
Kind = SittingEvent.Kind
DEEDS = {Kind.PAUSE: "sitting paused", Kind.RESUME: "sitting resumed", Kind.EXTEND: "sitting extended"}


class SittingRefused(ValueError):
    """It cannot be done so; the message is for the invigilator."""


class NotAdmitted(Exception):
    """No open sitting takes the learner in with this code. Which of the two is wrong is not said."""


class SittingPaused(Exception):
    """Nobody begins while the sitting is paused."""


# --- Opening and letting in ------------------------------------------------------------------------


@transaction.atomic
def open_sitting(*, training_class: TrainingClass, quiz: QuizPage, by: User, at: datetime) -> Sitting:
    """A sitting with a code of its own; if one of the class and quiz is open, that one. Raises SittingRefused."""
    training_class = TrainingClass.objects.select_for_update(of=("self",)).select_related("course").get(pk=training_class.pk)
    if not training_class.is_open:
        raise SittingRefused(_("The class is closed."))
    if not quizzes_to_sit(training_class).filter(pk=quiz.pk).exists():
        raise SittingRefused(_("This quiz is not one of the course that the class is taught."))
    running = Sitting.objects.open().filter(training_class=training_class, quiz_key=quiz.translation_key).first()
    if running is not None:
        return running
    used = set(Sitting.objects.open().values_list("code", flat=True))
    code = next(code for code in iter(lambda: new_code(CODE_LENGTH), None) if code not in used)
    sitting = Sitting.objects.create(
        training_class=training_class, quiz=quiz, quiz_key=quiz.translation_key, code=code, opened_by=by, opened_at=at
    )
    _log("sitting opened", sitting, by, at)
    return sitting


@transaction.atomic
def admit_learner(*, learner: User, code: str, quiz_key: UUID | None, at: datetime) -> Seat:
    """The learner's seat in the open sitting of the code; with ``quiz_key`` in one of that quiz alone. Raises NotAdmitted."""
    sittings = Sitting.objects.open().filter(code=normalise_code(code)).select_related("quiz__locale")
    sitting = sittings.first()
    is_right = sitting is not None and quiz_key in (None, sitting.quiz_key) and sitting.takes_in(at)
    if sitting is None or not is_right or not can_sit(learner, sitting, timezone.localdate(at)):
        log.warning("code of a sitting refused", extra={"data": {"user": learner.pk}})
        raise NotAdmitted
    seat, _made = Seat.objects.get_or_create(sitting=sitting, learner=learner, defaults={"admitted_at": at})
    return seat


@transaction.atomic
def begin_seated(*, seat: Seat, quiz: QuizPage, at: datetime) -> Attempt:
    """The attempt of the seat, begun or gone on with; ``quiz``: the page in the learner's language.

    Raises NotAdmitted, SittingPaused, CannotStart.
    """
    sitting = Sitting.objects.select_for_update(of=("self",)).get(pk=seat.sitting_id)
    row = Seat.objects.select_related("attempt", "learner").get(pk=seat.pk)
    if not sitting.is_open:
        raise NotAdmitted
    if row.attempt is not None:
        return row.attempt
    if sitting.paused_at is not None:
        raise SittingPaused
    enrolment = enrol_learner(learner=row.learner, course=course_of(quiz), at=at)
    row.attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at, sitting=sitting.pk)
    if Seat.objects.filter(attempt=row.attempt).exists():
        raise NotAdmitted  # it is part of another sitting that is still open
    row.save(update_fields=["attempt"])
    return row.attempt


# --- Time ------------------------------------------------------------------------------------------


@transaction.atomic
def change_time(
    *,
    sitting: Sitting,
    kind: Kind,
    by: User,
    at: datetime,
    client_id: UUID | None = None,
    seat: Seat | None = None,
    minutes: int | None = None,
    reason: str = "",
) -> SittingEvent:
    """Pauses, lets go on, or gives minutes: to everybody under way, or to one. Raises SittingRefused.

    Whom it cannot reach, such as one who has no time limit, is passed over; for one alone it is said. What was sent with the
    same ``client_id`` before is done already, and changes nothing.
    """
    sitting, client_id = _held(sitting), client_id or uuid4()
    if (done := sitting.events.select_related("seat__learner__rank").filter(client_id=client_id).first()) is not None:
        return done
    if seat is None:
        _check_all(sitting, kind)
    deed = {"by": by, "at": at, "reason": reason}
    reached = _reach(_concerned(sitting, kind, seat), seat, lambda each: _change(each, kind, minutes, client_id, deed))
    if seat is None and kind != Kind.EXTEND:
        sitting.paused_at = at if kind == Kind.PAUSE else None
        sitting.save(update_fields=["paused_at"])
    reach = {"people": reached, "minutes": minutes, "seat": seat.pk if seat else None}
    _log(DEEDS[kind], sitting, by, at, **{name: value for name, value in reach.items() if value is not None})
    values = {"minutes": minutes, "reason": reason.strip()[:200], "people": reached, "at": at, "actor": by}
    return SittingEvent.objects.create(sitting=sitting, kind=kind, seat=seat, client_id=client_id, **values)


def _check_all(sitting: Sitting, kind: Kind) -> None:
    """A second press, or one on a roster that is out of date, moves nobody's time again. Raises SittingRefused."""
    if kind == Kind.PAUSE and sitting.paused_at is not None:
        raise SittingRefused(_("The sitting is paused already. Nothing was changed."))
    if kind == Kind.RESUME and sitting.paused_at is None:
        raise SittingRefused(_("The sitting is not paused. Nothing was changed."))


def _concerned(sitting: Sitting, kind: Kind, seat: Seat | None) -> list[Attempt]:
    """Those under way; when all go on, those paused with all: who was paused alone waits for a word of his or her own."""
    attempts = _under_way(sitting, seat)
    if seat is None and kind == Kind.RESUME:
        return [attempt for attempt in attempts if attempt.paused_at == sitting.paused_at]
    return attempts


def _reach(attempts: list[Attempt], seat: Seat | None, change: Callable[[Attempt], object]) -> int:
    """How many were changed. Raises SittingRefused where it is about one, and that one cannot be."""
    if seat is not None and not attempts:
        raise SittingRefused(_("This person is not under way. Nothing was changed."))
    reached = 0
    for attempt in attempts:
        try:
            change(attempt)
            reached += 1
        except TimeRefused as refusal:
            if seat is not None:
                raise SittingRefused(str(refusal)) from refusal
    return reached


def _change(attempt: Attempt, kind: Kind, minutes: int | None, client_id: UUID, deed: dict[str, Any]) -> None:
    with transaction.atomic():
        match kind:
            case Kind.PAUSE:
                pause_attempt(attempt=attempt, client_id=client_id, **deed)
            case Kind.RESUME:
                resume_attempt(attempt=attempt, client_id=client_id, **deed)
            case Kind.EXTEND:
                extend_attempt(attempt=attempt, minutes=minutes or 0, client_id=client_id, **deed)


def _under_way(sitting: Sitting, seat: Seat | None = None) -> list[Attempt]:
    """The attempts of the sitting that are not handed in, or that of one seat, in one order."""
    attempts = Attempt.objects.open().filter(seat__sitting=sitting)
    return list((attempts.filter(seat=seat) if seat else attempts).order_by("pk"))


def paused_alone(sitting: Sitting) -> int:
    """How many stand still, once all have gone on."""
    return sum(attempt.paused_at is not None for attempt in _under_way(sitting))


# --- Closing ---------------------------------------------------------------------------------------


@transaction.atomic
def stop_for_closing(*, sitting: Sitting, by: User, at: datetime) -> datetime | None:
    """Stops the time of whoever is under way, so that answers that are on their way still count, and says until when they are
    taken; None: none can come any more, the sitting can be closed. Raises SittingRefused."""
    row = _held(sitting)
    deed = {"sitting": row, "kind": Kind.PAUSE, "by": by, "at": at, "reason": _("The sitting is being closed.")}
    running = [attempt for attempt in _under_way(row) if attempt.paused_at is None and not attempt.is_over(at)]
    if running and row.paused_at is None:
        change_time(**deed)  # type: ignore[arg-type]
    elif running:  # who went on alone while all stand still
        for seat in Seat.objects.filter(attempt__in=running).order_by("pk"):
            change_time(**deed, seat=seat)  # type: ignore[arg-type]
    ends = [end + GRACE for each in _under_way(row) if (end := each.paused_at or each.deadline)]
    return max((end for end in ends if end >= at), default=None)


@transaction.atomic
def close_sitting(*, sitting: Sitting, by: User, at: datetime, note: str = "") -> Sitting:
    """Ends it: the code opens nothing more, and what is still under way is handed in with what was saved. Twice is once."""
    return _close(sitting, by, at, note)


@transaction.atomic
def end_sitting(*, sitting: Sitting, at: datetime) -> Sitting:
    """Ends one that nobody has closed, in nobody's name."""
    return _close(sitting, None, at, "")


def _close(sitting: Sitting, by: User | None, at: datetime, note: str) -> Sitting:
    row = _held(sitting, must_be_open=False)
    if not row.is_open:
        return row
    for attempt in _hold_enrolments(_under_way(row)):
        submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=by or row.opened_by)
    row.closed_by, row.closed_at, row.paused_at, row.note = by, at, None, note.strip()
    row.save(update_fields=["closed_by", "closed_at", "paused_at", "note"])
    _log("sitting closed" if by else "sitting ended by itself", row, by, at)
    return row


def _hold_enrolments(attempts: list[Attempt]) -> list[Attempt]:
    """Holds them all at once, in the order in which corrections hold theirs, so that neither waits for the other for ever."""
    held = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=[attempt.enrolment_id for attempt in attempts])
    list(held.order_by("pk").values_list("pk"))
    return attempts


def _held(sitting: Sitting, *, must_be_open: bool = True) -> Sitting:
    """The sitting as it stands now, held until the transaction ends. Raises SittingRefused."""
    row = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if must_be_open and not row.is_open:
        raise SittingRefused(_("The sitting was closed. Nothing was changed."))
    return row


def _log(what: str, sitting: Sitting, by: User | None, at: datetime, **more: int) -> None:
    note_deed(what, by=by.pk if by else None, at=at, sitting=sitting.pk, **more)
    log.info(what, extra={"data": {"sitting": sitting.pk, "by": by.pk if by else None}})
