"""May this person see, start and change that quiz?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists
from wagtail.models import PageViewRestriction, Revision

from base.prepared import Prepared
from courses.permissions import readable
from quizzes.blueprint import blueprint_rows
from quizzes.models import Attempt, Item, QuizPage


class Reason(StrEnum):
    """Why a quiz cannot be started now."""

    LOCKED = "locked"
    AUTHOR = "author"
    PASSED = "passed"
    PENDING = "pending"
    USED_UP = "used-up"
    WAIT = "wait"
    REREAD = "reread"
    SUPERVISED = "supervised"
    TOO_FEW_ITEMS = "too-few-items"


@dataclass(frozen=True)
class Allowance:
    """What the rules of a quiz still allow after the attempts made; ``opens_at``: when the waiting time ends."""

    left: int | None
    opens_at: datetime | None
    refusal: Reason | None


def visible_quizzes(user: Any) -> Any:
    """Live quizzes that the person may read, by the rule for lessons."""
    return readable(QuizPage.objects.live(), user)


def visible_quiz(user: Any, pk: int) -> QuizPage | None:
    """One of them, with its language. One query where nothing on the site is private."""
    found = next(iter(_live_quiz(pk)), None)
    if found is not None and found.is_anything_private and not visible_quizzes(user).filter(pk=pk).exists():
        return None
    return found


_live_quiz: Prepared[Any] = Prepared(
    lambda pk: (
        QuizPage.objects.live()
        .filter(pk=pk)
        .order_by()
        .select_related("locale")
        .annotate(is_anything_private=Exists(PageViewRestriction.objects.all()))
    )
)


def allowance(quiz: QuizPage, attempts: Iterable[Attempt], at: datetime) -> Allowance:
    """By the submitted attempts of one enrolment, and the rules that were frozen onto the latest of them.

    A certification that was passed is not sat again while the pass counts: its items would leak.
    """
    done = sorted((attempt for attempt in attempts if attempt.submitted_at is not None), key=lambda each: each.number)
    allowed, wait = _conditions(quiz, done[-1] if done else None)
    left = None if allowed is None else max(0, allowed - len(done))
    ends = [each.submitted_at + wait for each in done if each.submitted_at]
    opens_at = max(ends) if ends and max(ends) > at else None
    if quiz.policy == QuizPage.Policy.CERTIFICATION and any(each.standing.passed and each.is_valid(at) for each in done):
        return Allowance(left, opens_at, Reason.PASSED)
    if any(each.pending for each in done):
        return Allowance(left, opens_at, Reason.PENDING)
    if left == 0:
        return Allowance(left, opens_at, Reason.USED_UP)
    return Allowance(left, opens_at, Reason.WAIT if opens_at else None)


def _conditions(quiz: QuizPage, latest: Attempt | None) -> tuple[int | None, timedelta]:
    """(attempts allowed, waiting time): what the latest attempt was promised, or what its author has eased since."""
    allowed, hours = quiz.attempts_allowed, quiz.wait_hours
    if latest is not None:
        promised = latest.rules["attempts_allowed"]
        allowed = None if None in (allowed, promised) else max(allowed or 0, promised)
        hours = min(hours, latest.rules["wait_hours"])
    return allowed, timedelta(hours=hours)


def is_author(user: Any, quiz: QuizPage) -> bool:
    """Whoever wrote the certification, in whichever language, or an item of its banks, is not certified by it.

    One query for most people.
    """
    if quiz.policy != QuizPage.Policy.CERTIFICATION:
        return False
    written = dict[str, list[str]]()
    for model, key in _written(user.pk):
        written.setdefault(model, []).append(key)
    pages = QuizPage.objects.filter(translation_key=quiz.translation_key, pk__in=written.get("page", []))
    if "page" in written and pages.exists():
        return True
    if "item" not in written:
        return False
    banks = {bank for row in blueprint_rows(quiz.blueprint.all()) for bank in row.banks}
    return Item.objects.filter(pk__in=written["item"], bank__in=banks).exists()


_written: Prepared[Any] = Prepared(
    lambda user: Revision.objects.filter(user=user).order_by().values_list("base_content_type__model", "object_id").distinct()
)
