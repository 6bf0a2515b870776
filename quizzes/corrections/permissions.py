"""Who proposes corrections, who decides on them, and whose names stand in the list.

Trainers see results as figures over at least five people, except those of their own classes and of approved corrections.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from courses.classes.permissions import visible_classes
from courses.models import ClassMember
from people.permissions import (
    can_hold_classes,
    group_roles,
    is_administrator,
    is_training_officer,
    managed_people,
    roles_of,
)
from people.powers import Power, grants
from quizzes.models import Correction, LateAnswer, QuizPage


def can_propose(user: Any) -> bool:
    """By role, never by posting."""
    return any(grants(role, Power.PROPOSE_CORRECTIONS) for role in group_roles(user))


def can_propose_some(user: Any, on: date) -> bool:
    """Whoever proposes corrections, or that one attempt is put right: finds the own proposals in the list."""
    return can_propose(user) or any(grants(role, Power.PROPOSE_AMENDMENTS) for role in roles_of(user, on))


def visible_corrections(user: Any, on: date) -> Any:
    """All, for those who decide; for those who propose all but what others proposed for one attempt alone, for those who propose
    for one attempt the own. Nobody else sees any, whatever he or she proposed once: they show keys."""
    if can_decide_some(user):
        return Correction.objects.all()
    if not can_propose_some(user, on):
        return Correction.objects.none()
    is_own = Q(proposed_by=user)
    return Correction.objects.filter(is_own | Q(item=None)) if can_propose(user) else Correction.objects.filter(is_own)


def can_decide_some(user: Any) -> bool:
    """Whoever decides at all; on which ones, ``can_decide`` says."""
    return any(grants(role, Power.DECIDE_CORRECTIONS) for role in group_roles(user))


def can_decide(user: Any, correction: Correction) -> bool:
    """A second person: never who proposed it. For one whose own result changes, the deed refuses."""
    return correction.is_undecided and can_decide_some(user) and correction.proposed_by_id != user.pk


def can_withdraw_proposal(user: Any, correction: Correction) -> bool:
    """Only who made it, and only until somebody has decided."""
    return correction.is_undecided and correction.proposed_by_id == user.pk


def sees_all_names(user: Any, correction: Correction) -> bool:
    """Administrators always; once a correction is approved, whoever sees it, but for other points of an open answer: who marked
    it is not told by this way whose it was."""
    is_of_points = "points" in (correction.key_after or {}) and correction.item_id is not None
    return is_administrator(user) or (correction.state == Correction.State.APPROVED and not is_of_points)


def people_known_to(user: Any, on: date) -> set[int]:
    """Primary keys of those whose results the person sees by name anyway: members of the own classes."""
    members = ClassMember.objects.filter(training_class__in=visible_classes(user, on))
    return set(members.values_list("user", flat=True))


def visible_late_answers(user: Any, on: date) -> Any:
    """Of whose attempts, in whose place no sheet stands, the person may propose that a late answer counts.

    Whoever sat in the own sittings or learns the course in the own classes; for training officers everybody whom they train,
    for administrators all; never the own.
    """
    if not can_hold_classes(user, on):
        return LateAnswer.objects.none()
    late = LateAnswer.objects.filter(attempt__replaced_by=None)
    late = late.exclude(attempt__rules__policy=QuizPage.Policy.SURVEY).exclude(attempt__enrolment__learner=user)
    if is_administrator(user):
        return late
    classes = visible_classes(user, on)
    taught = ClassMember.objects.filter(
        training_class__in=classes,
        training_class__course__translation_key=OuterRef("attempt__enrolment__course_key"),
        user=OuterRef("attempt__enrolment__learner"),
    )
    within = Q(attempt__seat__sitting__training_class__in=classes) | Q(Exists(taught))
    if is_training_officer(user, on):
        within |= Q(attempt__enrolment__learner__in=managed_people(user, on))
    return late.filter(within)
