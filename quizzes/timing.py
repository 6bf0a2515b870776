"""The time of an attempt: paused, resumed and extended by an invigilator, each as an appended step; extra time of a person.

The columns ``deadline`` and ``paused_at`` of the attempt follow from its steps; ``clock_by_record`` reads them anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from base.prepared import Prepared
from people.audit.services import note
from people.models import User
from quizzes.clock import Change, Clock, TimeRefused, first_deadline, moved, replayed
from quizzes.models import Attempt, ExtraTime, Step
from quizzes.models.timing import MOST_EXTRA

MOST_MINUTES = 240  # at once
CLOCK_STEPS = (Step.Kind.PAUSE, Step.Kind.RESUME, Step.Kind.EXTEND)


def pause_attempt(*, attempt: Attempt, client_id: UUID, at: datetime, by: User, reason: str = "") -> Attempt:
    """Stops the time; until it is resumed no answer is written and nothing runs out. Raises TimeRefused."""
    return _change(attempt, client_id, Change(Step.Kind.PAUSE, at), by, reason)


def resume_attempt(*, attempt: Attempt, client_id: UUID, at: datetime, by: User, reason: str = "") -> Attempt:
    """Lets the time go on; the deadline moves by as long as the pause took. Raises TimeRefused."""
    return _change(attempt, client_id, Change(Step.Kind.RESUME, at), by, reason)


def extend_attempt(*, attempt: Attempt, minutes: int, client_id: UUID, at: datetime, by: User, reason: str = "") -> Attempt:
    """Gives more time; also when the deadline has passed, as long as nothing was handed in. Raises TimeRefused."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise TimeRefused(_("Give between 1 and %(most)d minutes.") % {"most": MOST_MINUTES})
    return _change(attempt, client_id, Change(Step.Kind.EXTEND, at, minutes), by, reason)


@transaction.atomic
def _change(attempt: Attempt, client_id: UUID, change: Change, by: User, reason: str) -> Attempt:
    """Appends the step, once for each client id, and moves the columns with it."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=attempt.pk)
    if Step.objects.filter(attempt=attempt, client_id=client_id).exists():
        return attempt
    _check(attempt, change, by)
    last = Step.objects.filter(attempt=attempt).aggregate(last=Max("sequence"))["last"] or 0
    detail = {"minutes": change.minutes, "reason": reason[:200]}
    Step.objects.create(
        attempt=attempt, sequence=last + 1, client_id=client_id, kind=change.kind, detail=detail, at=change.at, actor=by
    )
    clock = moved(attempt.clock, change)
    attempt.deadline, attempt.paused_at = clock.deadline, clock.paused_at
    attempt.save(update_fields=["deadline", "paused_at"])
    return attempt


def _check(attempt: Attempt, change: Change, by: User) -> None:
    if by.pk == attempt.enrolment.learner_id:
        raise TimeRefused(_("Nobody changes the time of an own attempt."))
    if attempt.submitted_at is not None:
        raise TimeRefused(_("This attempt is handed in; its time cannot be changed."))
    if change.kind == Step.Kind.EXTEND and attempt.deadline is None:
        raise TimeRefused(_("This attempt has no time limit."))
    if change.kind == Step.Kind.PAUSE and attempt.is_over(change.at):
        raise TimeRefused(_("The time is over. Give more time instead of a pause."))
    if change.kind == Step.Kind.PAUSE and attempt.paused_at is not None:
        raise TimeRefused(_("This attempt is paused already."))
    if change.kind == Step.Kind.RESUME and attempt.paused_at is None:
        raise TimeRefused(_("This attempt is not paused."))


def clock_by_record(attempt: Attempt) -> Clock:
    """What the frozen rules and the steps say of the time; one query."""
    start = first_deadline(attempt.started_at, attempt.rules["time_limit"], attempt.rules.get("extra_percent", 0))
    steps = Step.objects.filter(attempt=attempt, kind__in=CLOCK_STEPS).order_by("sequence")
    changes = [Change(kind, at, (detail or {})["minutes"]) for kind, at, detail in steps.values_list("kind", "at", "detail")]
    return replayed(Clock(start), changes)


# --- Extra time of a person ----------------------------------------------------------------------


def extra_percent(person: User) -> int:
    """What counts for the person's next attempt. One query."""
    return next((percent for (percent,) in _latest(person.pk)), 0)


_latest: Prepared[Any] = Prepared(
    lambda person: ExtraTime.objects.filter(person=person).order_by("-pk").values_list("percent")[:1]
)


@transaction.atomic
def record_extra_time(*, person: User, percent: int, at: datetime, by: User) -> ExtraTime:
    """Counts from the next attempt on; attempts that are under way keep theirs. Raises TimeRefused."""
    if by.pk == person.pk:
        raise TimeRefused(_("Nobody gives extra time to himself or herself."))
    if not 0 <= percent <= MOST_EXTRA:
        raise TimeRefused(_("Extra time is between 0 and %(most)d per cent.") % {"most": MOST_EXTRA})
    note("extra time recorded", by=by.pk, at=at, user=person.pk, percent=percent)
    return ExtraTime.objects.create(person=person, percent=percent, recorded_by=by, recorded_at=at)
