"""The class as its learner sees it at home: the next session, and what was said to all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from courses.classes.permissions import messages_to
from courses.models import ClassMember, ClassSession
from people.models import Notice

MESSAGES_SHOWN = 5


@dataclass(frozen=True)
class Classroom:
    """``next_session``: the one that runs now or comes next, of any class of the learner."""

    next_session: ClassSession | None
    messages: list[Notice]


def classroom_of(learner: Any, at: datetime) -> Classroom:
    """Two queries. Unread messages stand first."""
    mine = ClassMember.objects.of(learner).valid(timezone.localdate(at)).values("training_class")
    sessions = ClassSession.objects.held().filter(training_class__in=mine, training_class__closed_at__isnull=True)
    session = sessions.filter(ends_at__gt=at).select_related("training_class", "instructor__user__rank").first()
    copies = messages_to(learner).select_related("sent_by__rank").annotate(class_title=F("class_messages__training_class__title"))
    return Classroom(session, list(copies.order_by(F("read_at").desc(nulls_first=True), "-sent_at", "-pk")[:MESSAGES_SHOWN]))
