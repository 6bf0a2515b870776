"""Who opens and watches which sittings, and whom a sitting takes in."""

from __future__ import annotations

from datetime import date
from typing import Any

from courses.classes.permissions import visible_classes
from courses.models import ClassMember, TrainingClass
from courses.tree import below
from quizzes.models import QuizPage, Sitting


def visible_sittings(user: Any, on: date) -> Any:
    """Those of the classes that the person runs or teaches; nobody else sees any."""
    return Sitting.objects.filter(training_class__in=visible_classes(user, on))


def classes_to_examine(user: Any, on: date) -> Any:
    """Open classes for which the person opens sittings and prints forms."""
    return visible_classes(user, on).open()  # type: ignore[attr-defined]


def quizzes_to_sit(training_class: TrainingClass) -> Any:
    """The live quizzes of the course that is taught, but for surveys, in the order of the tree."""
    quizzes = QuizPage.objects.live().filter(below(training_class.course.path))
    return quizzes.exclude(policy=QuizPage.Policy.SURVEY).order_by("path")


def can_sit(user: Any, sitting: Sitting, on: date) -> bool:
    """A member of the class on the day, who does not watch over the sitting."""
    members = ClassMember.objects.of(user).valid(on).filter(training_class=sitting.training_class_id)
    return members.exists() and not visible_sittings(user, on).filter(pk=sitting.pk).exists()
