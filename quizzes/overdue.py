"""What nobody comes back for: a sitting that was never closed, an attempt whose time ran out on a device that is gone."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from courses.models import Enrolment
from people.models import User
from quizzes.models import Attempt, Seat, Sitting
from quizzes.models.sittings import LASTS
from quizzes.refusals import TimeGiven
from quizzes.services import submit_attempt
from quizzes.sittings.services import end_sitting

MARGIN = timedelta(hours=1)  # after the deadline: an invigilator may still give time
log = logging.getLogger("bluehelm.quizzes")


def end_old_sittings(*, at: datetime) -> int:
    """Ends the sittings that have lasted a day, each in a transaction of its own. How many."""
    old = list(Sitting.objects.open().filter(opened_at__lte=at - LASTS).order_by("pk"))
    for sitting in old:
        end_sitting(sitting=sitting, at=at)
    return len(old)


def hand_in_overdue(*, at: datetime, margin: timedelta = MARGIN) -> int:
    """Hands in, with what was saved, the attempts whose time ran out longer ago than the margin. How many.

    One without a limit is never overdue. What is paused, or part of an open sitting, is its invigilator's to close.
    """
    in_a_room = Seat.objects.filter(sitting__closed_at=None, attempt__isnull=False).values("attempt")
    overdue = Attempt.objects.open().filter(deadline__lt=at - margin, paused_at=None).exclude(pk__in=in_a_room)
    return sum(_hand_in(attempt, at, margin) for attempt in list(overdue))


@transaction.atomic
def _hand_in(attempt: Attempt, at: datetime, margin: timedelta) -> bool:
    """Looks once more: time may have been given, or it was handed in, since the list was made."""
    attempt = _held(attempt)
    if attempt.submitted_at is not None or not attempt.is_over(at - margin):
        return False
    submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=attempt.enrolment.learner)
    log.info("overdue attempt handed in", extra={"data": {"attempt": attempt.pk}})
    return True


@transaction.atomic
def hand_in_if_over(*, attempt: Attempt, at: datetime, by: User) -> Attempt:
    """Hands in because the time is over, for no other reason. Raises TimeGiven, AttemptPaused."""
    attempt = _held(attempt)
    if attempt.submitted_at is None and attempt.paused_at is None and not attempt.is_over(at):
        raise TimeGiven
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=by)


def _held(attempt: Attempt) -> Attempt:
    """As it stands now, held until the transaction ends; its enrolment first, as every deed holds them."""
    Enrolment.objects.select_for_update(of=("self",)).get(pk=attempt.enrolment_id)
    return Attempt.objects.select_for_update(of=("self",)).select_related("enrolment__learner").get(pk=attempt.pk)
