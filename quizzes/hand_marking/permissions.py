"""Who marks open answers: trainers those assigned to them; administrators also those that lie about. Nobody the own."""

from __future__ import annotations

from typing import Any

from people.permissions import is_administrator, is_trainer
from quizzes.models import Marking


def can_mark(user: Any) -> bool:
    """Reaches the pages of marking; which answers, ``visible_markings`` says."""
    return is_trainer(user)


def visible_markings(user: Any) -> Any:
    """Assigned to the person; for administrators all but those of their own attempts."""
    if not can_mark(user):
        return Marking.objects.none()
    rows = Marking.objects.exclude(item__attempt__enrolment__learner=user)
    return rows if is_administrator(user) else rows.filter(marker=user)
