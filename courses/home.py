"""The learner's home: what is required, by when, what is next, what was earned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from courses.models import CoursePage, Enrolment
from courses.outline import CourseOutline, course_outlines
from courses.permissions import readable
from credentials.models import Credential, Requirement


@dataclass(frozen=True)
class CourseCard:
    """One course on the learner's home. ``credential``: the current one, neither revoked nor superseded."""

    outline: CourseOutline
    due_on: date | None
    credential: Credential | None
    on: date

    @property
    def is_earned(self) -> bool:
        return self.credential is not None and self.credential.state(self.on) in ("valid", "expiring")

    @property
    def is_expired(self) -> bool:
        return self.credential is not None and not self.is_earned

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.on and not self.is_earned

    @property
    def is_begun(self) -> bool:
        return self.outline.done > 0


@dataclass(frozen=True)
class Demand:
    """An achievement that the learner must hold, and the earliest day by which."""

    key: str
    name: str
    due_on: date


@dataclass(frozen=True)
class LearnerHome:
    """``unserved``: what is required but neither held nor taught by an open course."""

    cards: list[CourseCard]
    credentials: list[Credential]
    unserved: list[Demand]

    @property
    def next(self) -> CourseCard | None:
        """The card that carries the one accent action: the earliest due course with something left."""
        waiting = [card for card in self.cards if card.outline.next or card.outline.is_ready]
        return min(waiting, key=lambda card: (card.is_earned, card.due_on or date.max)) if waiting else None

    @property
    def others(self) -> list[CourseCard]:
        return [card for card in self.cards if card is not self.next]


def learner_home(learner: Any, on: date, language: str) -> LearnerHome:
    """A fixed number of queries. A course is shown once, in the reader's language where it exists."""
    demands = _demands(learner, on)
    credentials = list(Credential.objects.held_by(learner).order_by("-issued_at"))
    current = {c.achievement_key: c for c in credentials if c.revoked_at is None and c.superseded_at is None}
    courses = _courses(learner, list(demands), language)
    outlines = course_outlines(courses, learner)
    keys = [course.achievement.key if course.achievement else "" for course in courses]
    due = {key: demand.due_on for key, demand in demands.items()}
    cards = [CourseCard(outline, due.get(key), current.get(key), on) for outline, key in zip(outlines, keys, strict=True)]
    return LearnerHome(
        cards=sorted(cards, key=lambda card: (card.due_on or date.max, card.outline.course.title)),
        credentials=credentials,
        unserved=[demand for demand in demands.values() if demand.key not in {*keys, *current}],
    )


def _demands(learner: Any, on: date) -> dict[str, Demand]:
    """What the learner's unit and those above it require, by achievement key; the earliest day counts."""
    columns = ("achievement__key", "achievement__name", "due_on")
    latest_first = Requirement.objects.binding(learner, on).order_by("-due_on").values_list(*columns)
    return {key: Demand(key, name, due_on) for key, name, due_on in latest_first}


def _courses(learner: Any, achievement_keys: list[str], language: str) -> list[CoursePage]:
    """Open courses that are required or begun; where neither is, all open ones."""
    opened = readable(CoursePage.objects.live(), learner).select_related("achievement", "locale").order_by("path")
    begun = Enrolment.objects.of(learner).values("course_key")
    chosen = list(opened.filter(Q(achievement__key__in=achievement_keys) | Q(translation_key__in=begun)))
    by_key: dict[Any, CoursePage] = {}
    for course in chosen or opened:
        if course.locale.language_code == language:
            by_key[course.translation_key] = course
        else:
            by_key.setdefault(course.translation_key, course)
    return list(by_key.values())
