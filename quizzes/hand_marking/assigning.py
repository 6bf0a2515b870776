"""Who marks which open answer: the trainer with the fewest that wait, never the learner."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from people.groups import ADMINISTRATORS, TRAINERS
from people.models import User
from quizzes.models import Attempt, AttemptItem, Marking


def assign_markings(*, attempt: Attempt, numbers: tuple[int, ...], at: datetime) -> None:
    """Gives out the open answers of an attempt that was handed in, all to one person, so that one scale holds for it."""
    marker = next_marker(learner=attempt.enrolment.learner_id)
    items = AttemptItem.objects.filter(attempt=attempt, number__in=numbers)
    Marking.objects.bulk_create(Marking(item=item, marker=marker, assigned_at=at) for item in items)


def next_marker(*, learner: int, but: int | None = None) -> User | None:
    """The trainer with the fewest answers to mark; an administrator where there is no trainer; None where there is neither."""
    waiting = Count("markings", filter=Q(markings__marked_at=None))
    people = (
        User.objects.filter(is_active=True)
        .exclude(pk__in=[learner, but or learner])
        .annotate(waiting=waiting)
        .order_by("waiting", "pk")
    )
    for group in (TRAINERS, ADMINISTRATORS):
        if found := people.filter(groups__name=group).first():
            return found
    return None
