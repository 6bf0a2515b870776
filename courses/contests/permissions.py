"""Who reads a contested result, and who answers it."""

from __future__ import annotations

from datetime import date
from typing import Any

from courses.models.contests import Contest, ContestQuerySet
from people.groups import ADMINISTRATORS
from people.models import Placement, Posting, Unit, User
from people.permissions import can_manage_training, is_administrator, managed_people


def answerable_contests(user: Any, on: date) -> ContestQuerySet:
    """Those of the people whom the officer trains today; for administrators all. Never the own."""
    if not can_manage_training(user, on):
        return Contest.objects.none()
    cases = Contest.objects.filter(enrolment__learner__erased_at__isnull=True).exclude(enrolment__learner=user)
    return cases if is_administrator(user) else cases.filter(enrolment__learner__in=managed_people(user, on))


def visible_contests(user: Any, on: date) -> ContestQuerySet:
    """The own, and those that the person answers."""
    return Contest.objects.of(user) | answerable_contests(user, on)


def can_answer(user: Any, contest: Contest, on: date) -> bool:
    """The answer for one case; for lists, ``answerable_contests``."""
    return contest.answered_at is None and answerable_contests(user, on).filter(pk=contest.pk).exists()


def officers_over(learner: User, on: date) -> list[User]:
    """Training officers of the nearest unit at or above the learner's that has any but the learner; else the administrators."""
    units = Unit.objects.standing_over(learner, on).values("pk")
    posts = Posting.objects.training().valid(on).filter(unit__in=units, user__is_active=True).exclude(user=learner)
    depths = dict(Placement.objects.valid(on).filter(unit__in=units).values_list("unit", "depth"))
    found = list(posts.select_related("user"))
    if not found:
        return list(User.objects.filter(is_active=True, groups__name=ADMINISTRATORS).exclude(pk=learner.pk))
    deepest = max(depths[post.unit_id] for post in found)
    return [post.user for post in found if depths[post.unit_id] == deepest]
