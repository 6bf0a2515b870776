"""Deeds of markers: mark, hand on. With the last mark the attempt gets its result."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from courses.models import Enrolment
from people.audit.services import note
from people.models import User
from quizzes.corrections.appending import append_marked
from quizzes.grading import grade
from quizzes.hand_marking.assigning import next_marker
from quizzes.kinds.open_answer import share_of_points
from quizzes.models import Attempt, Marking
from quizzes.services import decide_waiting

logger = logging.getLogger("bluehelm.quizzes")


class AlreadyMarked(Exception):
    """The answer has its points; what is wrong with them is corrected after the fact, never overwritten.

    Or it needs none any more: a sheet of paper stands in the place of its attempt.
    """


@transaction.atomic
def mark_answer(*, marking: Marking, points: list[int], comment: str, by: User, at: datetime) -> Marking:
    """Writes the points of an open answer, once. Raises AlreadyMarked, ValueError where they do not fit the rubric."""
    attempt = marking.item.attempt
    Enrolment.objects.select_for_update(of=("self",)).get(pk=attempt.enrolment_id)
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment", "replaced_by").get(pk=attempt.pk)
    marking = Marking.objects.select_related("item__version").get(pk=marking.pk)
    if marking.marked_at is not None or hasattr(attempt, "replaced_by"):
        raise AlreadyMarked
    share_of_points(marking.item.version.answer_key, points)
    marking.points, marking.comment, marking.marker, marking.marked_at = points, comment, by, at
    marking.save(update_fields=["points", "comment", "marker", "marked_at"])
    note("answer marked", by=by.pk, at=at, marking=marking.pk, attempt=attempt.pk)
    logger.info("answer-marked", extra={"data": {"marking": marking.pk, "by": by.pk}})
    _finish(attempt, marking, at)
    return marking


def _finish(attempt: Attempt, marking: Marking, at: datetime) -> None:
    """The result, once nothing waits any more; beside the first one where the answer came to count after it."""
    result = grade(attempt)
    if attempt.passed is None:
        decide_waiting(attempt=attempt, result=result, at=at)
    else:
        append_marked(attempt=attempt, item=marking.item, result=result, at=at)


@transaction.atomic
def hand_on(*, marking: Marking, by: User, at: datetime) -> User | None:
    """Gives an answer to somebody else, e.g. because the marker knows the hand: the next in turn. Raises AlreadyMarked.

    None: there is nobody else, and it stays where it is.
    """
    marking = Marking.objects.select_for_update(of=("self",)).select_related("item__attempt__enrolment").get(pk=marking.pk)
    if marking.marked_at is not None:
        raise AlreadyMarked
    holder = marking.marker_id
    found = next_marker(learner=marking.item.attempt.enrolment.learner_id, but=holder)
    if found is None:
        return None
    marking.marker, marking.assigned_at = found, at
    marking.save(update_fields=["marker", "assigned_at"])
    logger.info("answer-handed-on", extra={"data": {"marking": marking.pk, "from": holder, "to": found.pk, "by": by.pk}})
    return found
