"""Who reads figures of quizzes, and who reads results by name. Answers are never read by name here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from courses.classes.permissions import visible_classes
from courses.models import TrainingClass
from courses.tree import below
from people.permissions import can_hold_classes, is_trainer
from quizzes.models import QuizPage

LEAST_PEOPLE = 5  # figures over fewer would tell of somebody
LEAST_ATTEMPTS = 30  # statistics over fewer would say more than they know


def can_open_figures(user: Any, on: date) -> bool:
    """Whether there is anything to see at all: figures for trainers, own classes for those who hold some."""
    return can_read_figures(user) or can_hold_classes(user, on)


def can_read_figures(user: Any) -> bool:
    """Without names, over all who took a quiz: whoever writes its questions."""
    return is_trainer(user)


def quizzes_with_figures(user: Any) -> QuerySet[QuizPage]:
    """Also those that are not live any more: their record stays."""
    quizzes: QuerySet[QuizPage] = QuizPage.objects.all()
    return quizzes if can_read_figures(user) else quizzes.none()


def classes_with_results(user: Any, on: date) -> QuerySet[TrainingClass]:
    """Whose results the person reads by name: the classes that he or she runs or teaches."""
    return visible_classes(user, on)


def quizzes_of_class(training_class: TrainingClass) -> QuerySet[QuizPage]:
    """The live quizzes of the course that is taught, in the order of the tree."""
    quizzes: QuerySet[QuizPage] = QuizPage.objects.live().filter(below(training_class.course.path)).order_by("path")
    return quizzes
