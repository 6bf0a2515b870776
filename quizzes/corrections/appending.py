"""Results appended beside the earlier ones; the last one stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from quizzes.corrections.effects import Effect, differs
from quizzes.marking import Result
from quizzes.models import Attempt, AttemptItem, CorrectedResult, Correction
from quizzes.services import complete_quiz


def append_result(correction: Correction, effect: Effect, at: datetime) -> None:
    """The next result of the attempt, beside the earlier ones; from now on it is the one that stands."""
    last = CorrectedResult.objects.filter(attempt=effect.attempt).aggregate(last=Max("sequence"))["last"] or 0
    row = CorrectedResult.objects.create(
        attempt=effect.attempt,
        correction=correction,
        sequence=last + 1,
        percent=effect.after.percent,
        passed=effect.after.passed,
        passed_before=effect.passed_before,
        result=effect.after.as_json(),
        at=at,
    )
    Attempt.objects.filter(pk=effect.attempt.pk).update(corrected=row)


@transaction.atomic
def append_marked(*, attempt: Attempt, item: AttemptItem, result: Result, at: datetime) -> None:
    """The result with the points of an answer that came to count by a correction. Holds nothing: the marker's deed does."""
    about = Q(item=item) | Q(item=None, version=item.version_id)
    correction = Correction.objects.approved().filter(about).in_order().last()
    if correction is None or not differs(attempt, result):
        return
    effect = Effect(attempt, result)
    append_result(correction, effect, at)
    if effect.is_flipped and result.passed:
        complete_quiz(attempt=attempt, result=result, at=at)
