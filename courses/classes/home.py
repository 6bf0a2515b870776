"""The class as its learner sees it at home: the session that runs now or comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from base.prepared import Prepared
from courses.models import ClassMember, ClassSession


def next_session_of(learner: Any, at: datetime) -> ClassSession | None:
    """Of any class of the learner. One query."""
    return next(iter(_sessions(learner.pk, timezone.localdate(at), at)), None)


_sessions: Prepared[ClassSession] = Prepared(
    lambda learner, on, at: (
        ClassSession.objects.held()
        .filter(
            training_class__in=ClassMember.objects.of(learner).valid(on).values("training_class"),
            training_class__closed_at__isnull=True,
            ends_at__gt=at,
        )
        .select_related("training_class", "instructor__user__rank")[:1]
    )
)
