"""Answers that arrived after the end, for those who may propose that they count."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef

from quizzes.corrections.permissions import visible_late_answers
from quizzes.models import Correction, LateAnswer


def late_to_propose(user: Any, on: date) -> Any:
    """The last one to each question of attempts that are marked, the latest first, but for those that somebody proposed already
    or that count."""
    marked = visible_late_answers(user, on).filter(attempt__passed__isnull=False)
    seen = marked.order_by().values("attempt", "item")
    settled = (Correction.State.PROPOSED, Correction.State.APPROVED)
    amended = Correction.objects.filter(item=OuterRef("item"), state__in=settled)
    rows = LateAnswer.objects.filter(~Exists(amended), pk__in=seen.annotate(last=Max("pk")).values("last"))
    together = ("attempt__enrolment__learner__rank", "attempt__quiz__locale", "item")
    return rows.select_related(*together).order_by("-at", "-pk")
