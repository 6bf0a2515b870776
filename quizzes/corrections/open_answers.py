"""What a correction means for open answers: whose wait is over, and what comes to be marked."""

from __future__ import annotations

from datetime import datetime

from quizzes.corrections.effects import concerned
from quizzes.grading import grade
from quizzes.hand_marking.assigning import assign_markings
from quizzes.kinds import KINDS
from quizzes.models import AttemptItem, Correction, Marking
from quizzes.record import saved_answer
from quizzes.services import decide_waiting


def settle_open_answers(correction: Correction, at: datetime) -> None:
    """Nobody waits for the mark of a question that counts for nobody; one that comes to count, again or too late, needs points.

    Until a trainer gives them it earns nothing and costs nothing.
    """
    kind = KINDS[correction.version.kind]
    if not kind.is_marked_by_hand:
        return
    if correction.key_after is None:
        for attempt in concerned(correction).filter(submitted_at__isnull=False, passed=None).select_related("enrolment"):
            if (result := grade(attempt)).maximum:  # nobody fails on an empty sheet
                decide_waiting(attempt=attempt, result=result, at=at)
        return
    for item in _without_points(correction):
        said = correction.key_after.get("response") if correction.item_id else saved_answer(item.pk)
        if kind.is_answered(said):
            assign_markings(attempt=item.attempt, numbers=(item.number,), at=at)


def _without_points(correction: Correction) -> list[AttemptItem]:
    """Of attempts that were handed in: what was drawn of the version, or what is amended, as far as nobody marks it."""
    attempts = concerned(correction).filter(submitted_at__isnull=False)
    drawn = AttemptItem.objects.filter(attempt__in=attempts, version=correction.version_id)
    if correction.item_id is not None:
        drawn = drawn.filter(pk=correction.item_id)
    without = drawn.exclude(pk__in=Marking.objects.filter(item__version=correction.version_id).values("item"))
    return list(without.select_related("attempt__enrolment").order_by("pk"))
