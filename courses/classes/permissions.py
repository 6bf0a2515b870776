"""Which classes may this person see, run and teach? Each answer is built on the one before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from courses.models import ClassSession, Instructor, LessonPage, TrainingClass
from courses.permissions import visible_lessons
from courses.translations import nodes_of_courses
from people.groups import TRAINERS
from people.models import Notice, Unit, User
from people.permissions import can_hold_classes, is_administrator, is_training_officer


def units_to_train(user: Any, on: date) -> QuerySet[Unit]:
    """For whom the person opens classes: the units trained on the day; for administrators all."""
    return Unit.objects.all() if is_administrator(user) else Unit.objects.trained_by(user, on)


def people_to_train(user: Any, on: date) -> QuerySet[User]:
    """Whom the person takes into classes: those who serve in these units on the day; for administrators everybody."""
    people = User.objects.filter(is_active=True)
    return people if is_administrator(user) else people.serving_in(units_to_train(user, on), on)


def possible_instructors(user: User, on: date) -> QuerySet[User]:
    """Whom the person names as instructors: trainers of the own country, and, for officers, themselves."""
    trainers = User.objects.filter(is_active=True, groups__name=TRAINERS)
    if is_administrator(user):
        return trainers
    return User.objects.filter(pk__in=trainers.filter(country=user.country_id).values("pk")) | User.objects.filter(pk=user.pk)


def run_classes(user: Any, on: date) -> QuerySet[TrainingClass]:
    """Classes that the person fills, sets up and closes: those of units trained on the day; for administrators all."""
    if is_administrator(user):
        return TrainingClass.objects.all()
    return TrainingClass.objects.filter(unit__in=units_to_train(user, on))


def visible_classes(user: Any, on: date) -> QuerySet[TrainingClass]:
    """Classes that the person runs, and those that he or she teaches as a trainer or training officer; nobody else sees any."""
    if not can_hold_classes(user, on):
        return TrainingClass.objects.none()
    return run_classes(user, on) | TrainingClass.objects.taught_by(user)


def visible_sessions(user: Any, on: date) -> QuerySet[ClassSession]:
    """Whoever sees a class sees its sessions."""
    return ClassSession.objects.filter(training_class__in=visible_classes(user, on))


def can_open_classes(user: Any, on: date) -> bool:
    """For which units, ``units_to_train`` says."""
    return is_administrator(user) or is_training_officer(user, on)


def can_run(user: Any, training_class: TrainingClass, on: date) -> bool:
    """The answer for one class; for lists, ``run_classes``."""
    return run_classes(user, on).filter(pk=training_class.pk).exists()


def teachable_lessons(user: Any, training_class: TrainingClass) -> QuerySet[LessonPage]:
    """Live lessons of the course of the class, in the language of its page as far as they are translated."""
    found = nodes_of_courses([training_class.course])[training_class.course.pk]
    lessons: QuerySet[LessonPage] = visible_lessons(user).filter(pk__in=[node.pk for node in found if node.is_activity])
    return lessons


def instructors_of(training_class: TrainingClass) -> QuerySet[Instructor]:
    """Who teaches the class now."""
    found = Instructor.objects.teaching().filter(training_class=training_class)
    return found.select_related("user__rank").order_by("user__name")


def messages_to(user: Any) -> QuerySet[Notice]:
    """The person's own copies of messages to classes."""
    return Notice.objects.of(user).filter(class_messages__isnull=False)
