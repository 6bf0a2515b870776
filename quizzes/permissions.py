"""May this person see, start and change that quiz?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from wagtail.models import Revision

from people.permissions import can_edit_content
from quizzes.models import Attempt, Item, QuizPage


class Reason(StrEnum):
    """Why a quiz cannot be started now."""

    LOCKED = "locked"
    AUTHOR = "author"
    PASSED = "passed"
    USED_UP = "used-up"
    WAIT = "wait"
    TOO_FEW_ITEMS = "too-few-items"


@dataclass(frozen=True)
class Allowance:
    """What the rules of a quiz still allow after the attempts made; ``opens_at``: when the waiting time ends."""

    left: int | None
    opens_at: datetime | None
    refusal: Reason | None


def visible_quizzes(user: Any) -> Any:
    """Live quizzes outside private sections, unless the reader may edit them anyway."""
    quizzes = QuizPage.objects.live()
    return quizzes if can_edit_content(user) else quizzes.public()


def allowance(quiz: QuizPage, attempts: Iterable[Attempt], at: datetime) -> Allowance:
    """By the submitted attempts of one enrolment. A certification that was passed is not sat again: its items would leak."""
    done = [attempt for attempt in attempts if attempt.submitted_at is not None]
    left = None if quiz.attempts_allowed is None else max(0, quiz.attempts_allowed - len(done))
    ends = [attempt.submitted_at + timedelta(hours=quiz.wait_hours) for attempt in done if attempt.submitted_at]
    opens_at = max(ends) if ends and max(ends) > at else None
    if quiz.policy == QuizPage.Policy.CERTIFICATION and any(attempt.standing.passed for attempt in done):
        return Allowance(left, opens_at, Reason.PASSED)
    if left == 0:
        return Allowance(left, opens_at, Reason.USED_UP)
    return Allowance(left, opens_at, Reason.WAIT if opens_at else None)


def is_author(user: Any, quiz: QuizPage) -> bool:
    """Whoever wrote the certification, or an item of its banks, is not certified by it. One query for most people."""
    if quiz.policy != QuizPage.Policy.CERTIFICATION:
        return False
    own = Revision.objects.filter(user=user)
    written = dict[str, list[str]]()
    for model, key in own.values_list("base_content_type__model", "object_id").distinct():
        written.setdefault(model, []).append(key)
    if str(quiz.pk) in written.get("page", []):
        return True
    banks = quiz.blueprint.values_list("bank", flat=True)
    return "item" in written and Item.objects.filter(pk__in=written["item"], bank__in=list(banks)).exists()
