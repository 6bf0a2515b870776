"""Deeds on classes: open, fill, address, close."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from courses.models import ClassMember, ClassMessage, CoursePage, Instructor, TrainingClass
from people.audit.services import note
from people.models import Notice, Unit, User
from people.twice import first_sent, hold_sender


class ClassClosed(Exception):
    """The class is over: nothing in it changes any more."""


class InstructorNeeded(Exception):
    """The class would be left without an instructor, or a session to come without its own."""

    def __init__(self, reason: str) -> None:
        """``reason``: last or sessions."""
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def open_class(
    *,
    course: CoursePage,
    title: str,
    place: str,
    language: str,
    unit: Unit | None,
    instructors: Iterable[User],
    by: User,
    at: datetime,
) -> TrainingClass:
    """A new class with its instructors, without members and sessions; the same form sent twice opens one."""
    hold_sender(by)
    same = TrainingClass.objects.filter(course=course, title=title, unit=unit, made_by=by, closed_at=None)
    if twin := first_sent(same.filter(members=None, sessions=None), "made_at", at):
        return twin
    made = TrainingClass.objects.create(
        course=course, title=title, place=place, language=language, unit=unit, made_by=by, made_at=at
    )
    add_instructors(training_class=made, people=instructors)
    note("class opened", by=by.pk, at=at, training_class=made.pk, course=course.pk)
    return made


@transaction.atomic
def add_instructors(*, training_class: TrainingClass, people: Iterable[User]) -> list[Instructor]:
    """Names further instructors; whoever is one stays one, whoever left comes back. Returns the new ones. Raises ClassClosed."""
    held, wanted = locked_class(training_class), {person.pk: person for person in people}
    known = {row.user_id: row for row in held.instructors.filter(user__in=wanted)}
    back = [row for row in known.values() if row.left_at is not None]
    Instructor.objects.filter(pk__in=[row.pk for row in back]).update(left_at=None)
    fresh = [Instructor(training_class=held, user=person) for pk, person in wanted.items() if pk not in known]
    return [*back, *Instructor.objects.bulk_create(fresh)]


@transaction.atomic
def remove_instructor(*, instructor: Instructor, at: datetime) -> Instructor:
    """Lets an instructor leave the class to others; what was taught keeps the name. Raises ClassClosed, InstructorNeeded."""
    held = locked_class(instructor.training_class)
    row = Instructor.objects.select_for_update().get(pk=instructor.pk)
    if held.sessions.held().filter(instructor=row, ends_at__gt=at).exists():
        raise InstructorNeeded("sessions")
    if not held.instructors.teaching().exclude(pk=row.pk).exists():
        raise InstructorNeeded("last")
    if row.left_at is None:
        row.left_at = at
        row.save(update_fields=["left_at"])
    return row


@transaction.atomic
def add_members(*, training_class: TrainingClass, people: Iterable[User], on: date) -> list[ClassMember]:
    """Takes people into the class from the day on; returns those who were not in it. Raises ClassClosed.

    Whoever left on that day or later comes back as if he or she had never left: nobody stands twice on one roster.
    """
    held = locked_class(training_class)
    wanted = {person.pk: person for person in people}
    lately = ClassMember.objects.filter(training_class=held, user__in=wanted, left_on__gte=on)
    back = list(lately.exclude(user__in=held.members.staying().values("user")))
    ClassMember.objects.filter(pk__in=[member.pk for member in back]).update(left_on=None)
    inside = set(held.members.staying().values_list("user", flat=True))
    fresh = [ClassMember(training_class=held, user=person, joined_on=on) for pk, person in wanted.items() if pk not in inside]
    return [*back, *ClassMember.objects.bulk_create(fresh)]


@transaction.atomic
def remove_member(*, member: ClassMember, on: date) -> ClassMember:
    """Lets a member leave on the day; what was taught to and marked of him or her stays. Raises ClassClosed."""
    locked_class(member.training_class)
    row = ClassMember.objects.select_for_update().get(pk=member.pk)
    if row.left_on is None:
        row.left_on = max(on, row.joined_on)
        row.save(update_fields=["left_on"])
    return row


@transaction.atomic
def message_class(*, training_class: TrainingClass, text: str, language: str, by: User, at: datetime) -> ClassMessage:
    """Hands every member a copy of the text as it was written, once where it is sent twice. Raises ClassClosed."""
    held = locked_class(training_class)
    if twin := first_sent(held.messages.filter(sent_by=by, text=text, language=language), "sent_at", at):
        return twin
    message = ClassMessage.objects.create(training_class=held, sent_by=by, text=text, language=language, sent_at=at)
    members = held.members.staying().filter(user__is_active=True).values_list("user", flat=True)
    copies = [
        Notice(user_id=pk, sent_by=by, text=text, language=language, url=reverse("courses:home"), sent_at=at) for pk in members
    ]
    message.notices.set(Notice.objects.bulk_create(copies))
    return message


@transaction.atomic
def close_class(*, training_class: TrainingClass, at: datetime) -> TrainingClass:
    """Ends the class; closing it twice changes nothing. Records stay readable."""
    held = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
    if held.closed_at is None:
        held.closed_at = at
        held.save(update_fields=["closed_at"])
    return held


def locked_class(training_class: TrainingClass) -> TrainingClass:
    """The open class, held until the transaction ends. Raises ClassClosed."""
    held = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
    if held.closed_at is not None:
        raise ClassClosed
    return held
