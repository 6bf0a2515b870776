"""Quizzes by where they stand: under which course, in which module."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from courses.models import CoursePage, ModulePage
from courses.tree import STEP
from quizzes.models import QuizPage


@dataclass(frozen=True)
class Placed:
    """``module``: its title, empty where the quiz stands beside the modules, as a final examination does."""

    quiz: QuizPage
    module: str


@dataclass
class Place:
    """A course with its quizzes in the order of the tree."""

    title: str
    language: str
    quizzes: list[Placed] = field(default_factory=list)


def quiz_places(quizzes: QuerySet[QuizPage]) -> list[Place]:
    """Three queries."""
    rows = list(quizzes.order_by("path"))
    above = {row.path[:-steps] for row in rows for steps in (STEP, 2 * STEP)}
    courses = CoursePage.objects.filter(path__in=above).order_by("path").values_list("path", "title", "locale__language_code")
    modules = dict(ModulePage.objects.filter(path__in=above).values_list("path", "title"))
    places = {path: Place(title, language) for path, title, language in courses}
    for row in rows:
        parent = row.path[:-STEP]
        place = places.get(parent) or places[parent[:-STEP]]
        place.quizzes.append(Placed(row, modules.get(parent, "")))
    return [place for place in places.values() if place.quizzes]
