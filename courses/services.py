"""Enrolling, and the one function that writes the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from base.appending import append_rows
from base.prepared import Prepared
from courses.models import ActivityPage, Completion, CoursePage, Enrolment, ModulePage, Shortfall, Teaching
from courses.periods import earns_now
from credentials.models import Credential
from credentials.renewals import last_day_left
from credentials.services import issue_credential, revoke_credential
from law.models import Topic
from people.levels import Level
from people.models import User


@transaction.atomic
def enrol_learner(*, learner: User, course: CoursePage, at: datetime) -> Enrolment:
    """The learner's enrolment in the course, begun by now: the latest there is, else a new one at the level of the rank.

    Each certification period is one of its own: a complete one is followed by a new one as soon as the course earns renewal.
    """
    [learner] = _locked_person(learner.pk)
    latest = next(iter(_enrolments(learner.pk, course.translation_key)), None)
    if latest is not None and (latest.completed_at is None or not earns_now(course, learner, timezone.localdate(at))):
        return latest if latest.started_at else _begun(latest, learner, course, at)
    enrolment = _new(learner, course)
    enrolment.started_at = at
    append_rows([enrolment])
    return enrolment


@transaction.atomic
def enrol_together(*, people: Iterable[int], course: CoursePage) -> int:
    """Enrols these people, by key, who begin when they like; whoever is in the course already stays so. Returns how many."""
    held = User.objects.select_for_update(of=("self",)).select_related("rank").filter(pk__in=list(people))
    learners = list(held.order_by("pk"))
    inside = Enrolment.objects.open().filter(course_key=course.translation_key, learner__in=learners)
    taken = set(inside.values_list("learner", flat=True))
    rows = [_new(learner, course) for learner in learners if learner.pk not in taken]
    return len(Enrolment.objects.bulk_create(rows))


def _new(learner: User, course: CoursePage) -> Enrolment:
    """Not begun, and not saved."""
    key, families = course.translation_key, original_of(course).required_families
    return Enrolment(learner=learner, course=course, course_key=key, level=learner.level, required_families=families)


def _begun(enrolment: Enrolment, learner: User, course: CoursePage, at: datetime) -> Enrolment:
    """What an officer opened begins with the level, the language and the rules of today."""
    enrolment.course, enrolment.level, enrolment.started_at = course, learner.level, at
    enrolment.required_families = original_of(course).required_families
    enrolment.save(update_fields=["course", "level", "required_families", "started_at"])
    return enrolment


_locked_person: Prepared[User] = Prepared(
    lambda pk: User.objects.select_for_update(of=("self",)).order_by().select_related("rank").filter(pk=pk)
)
_enrolments: Prepared[Enrolment] = Prepared(
    lambda learner, course_key: Enrolment.objects.of(learner).filter(course_key=course_key).latest_first()
)


@transaction.atomic
def record_completion(
    *,
    enrolment: Enrolment,
    activity: ActivityPage,
    at: datetime,
    shortfalls: Iterable[Topic] = (),
    taught_in: Teaching | None = None,
    family: str = "",
) -> Completion:
    """Writes the ledger line of a finished activity, once; the last one that is required issues the credential.

    ``taught_in``: where an instructor taught it; the name is frozen in the line. ``family``: of which the pass is a proof;
    a line without one takes it from a later pass.
    """
    enrolment = locked(enrolment)
    completion, created = Completion.objects.get_or_create(
        enrolment=enrolment,
        activity_key=activity.translation_key,
        defaults={
            "activity_id": activity.pk,
            "completed_at": at,
            "taught_in": taught_in,
            "instructor_name": taught_in.instructor.name if taught_in else "",
            "family": family,
        },
    )
    if family and not completion.family:
        completion.family = family
        completion.save(update_fields=["family"])
    if created:
        Shortfall.objects.bulk_create([Shortfall(completion=completion, topic=topic) for topic in shortfalls])
    _complete(enrolment, at)
    return completion


@transaction.atomic
def complete_course(*, enrolment: Enrolment, at: datetime) -> bool:
    """Closes the enrolment and issues its credential when nothing required is missing; says whether it is complete."""
    return _complete(locked(enrolment), at)


@transaction.atomic
def revoke_earned(*, enrolment: Enrolment, by: User, reason: str, at: datetime) -> Credential | None:
    """Takes back what the enrolment earned; the enrolment and its ledger stay. None where it earned nothing.

    Raises ValueError as ``revoke_credential`` does.
    """
    credential = locked(enrolment).credential
    return revoke_credential(credential=credential, by=by, reason=reason, at=at) if credential else None


@transaction.atomic
def earn_again(*, enrolment: Enrolment, at: datetime) -> Credential | None:
    """Issues anew what the enrolment earned and what was revoked in error, until the same day. None where nothing was revoked,
    where its time is over, or where the learner holds another by now."""
    enrolment = locked(enrolment)
    lost, achievement = enrolment.credential, enrolment.course.achievement
    if lost is None or lost.revoked_at is None or achievement is None:
        return None
    last_day = last_day_left(lost)
    is_over = last_day is not None and last_day < timezone.localdate(at)
    if is_over or Credential.objects.current().held_by(enrolment.learner).filter(achievement_key=lost.achievement_key).exists():
        return None
    whose = {"holder": enrolment.learner, "achievement": achievement, "level": Level(lost.level)}
    enrolment.credential = issue_credential(**whose, at=at, instead_of=lost)
    enrolment.save(update_fields=["credential"])
    return enrolment.credential


def locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it stands now, held until the transaction ends."""
    return Enrolment.objects.select_for_update(of=("self",)).select_related("course", "learner").get(pk=enrolment.pk)


def _complete(enrolment: Enrolment, at: datetime) -> bool:
    if enrolment.completed_at is None:
        required = required_keys(enrolment.course, Level(enrolment.level))
        ledger = enrolment.completions.values_list("activity_key", "family")
        done, proven = {key for key, _family in ledger}, {family for _key, family in ledger}
        if not required or required - done or set(enrolment.required_families) - proven:
            return False
        enrolment.started_at, enrolment.completed_at = enrolment.started_at or at, at
        enrolment.credential = _earned(enrolment, at)
        enrolment.save(update_fields=["started_at", "completed_at", "credential"])
    return True


def _earned(enrolment: Enrolment, at: datetime) -> Credential | None:
    """The credential of a complete enrolment; None where the course earns none, as a refresher too early or too late."""
    course, learner = enrolment.course, enrolment.learner
    if course.achievement is None or (course.is_refresher and not earns_now(course, learner, timezone.localdate(at))):
        return None
    return issue_credential(holder=learner, achievement=course.achievement, level=Level(enrolment.level), at=at)


def required_keys(course: CoursePage, level: Level) -> set[UUID]:
    """Translation keys of the live activities that a level must finish in a course, but for those in a hidden module.

    The original decides in every language: what is not translated is needed all the same.
    """
    original = original_of(course)
    hidden = tuple(ModulePage.objects.child_of(original).not_live().values_list("path", flat=True))
    activities = ActivityPage.objects.descendant_of(original).live().filter(is_required=True, minimum_level__lte=level)
    return {key for key, path in activities.values_list("translation_key", "path") if not path.startswith(hidden)}


def original_of(course: CoursePage) -> CoursePage:
    """The course as it was there first, before its translations."""
    return _by_age(course.translation_key)[0]


_by_age: Prepared[CoursePage] = Prepared(lambda key: CoursePage.objects.filter(translation_key=key).order_by("pk"))
