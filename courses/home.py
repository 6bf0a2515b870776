"""The learner's home: what is required, by when, what is next, what was earned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from courses.models import CoursePage, Enrolment
from courses.outline import CourseOutline, course_outlines
from credentials.models import Credential, Requirement


@dataclass(frozen=True)
class CourseCard:
    """One course on the learner's home."""

    outline: CourseOutline
    due_on: date | None
    credential: Credential | None
    on: date

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < self.on and not self.is_earned

    @property
    def is_earned(self) -> bool:
        return self.credential is not None and self.credential.state(self.on) in ("valid", "expiring")


@dataclass(frozen=True)
class LearnerHome:
    cards: list[CourseCard]
    credentials: list[Credential]
    on: date

    @property
    def next(self) -> CourseCard | None:
        """The card that carries the one accent action: the earliest due course with something left."""
        waiting = [card for card in self.cards if card.outline.next]
        return min(waiting, key=lambda card: (card.is_earned, card.due_on or date.max)) if waiting else None

    @property
    def others(self) -> list[CourseCard]:
        return [card for card in self.cards if card is not self.next]


def learner_home(learner: Any, on: date, language: str) -> LearnerHome:
    """A fixed number of queries. A course is shown once, in the reader's language where it exists."""
    due = _due_dates(learner, on)
    credentials = list(Credential.objects.held_by(learner).order_by("-issued_at"))
    current = {c.achievement_key: c for c in credentials if c.revoked_at is None and c.superseded_at is None}
    courses = _courses(learner, list(due), language)
    outlines = course_outlines(courses, learner)
    keys = [course.achievement.key if course.achievement else "" for course in courses]
    cards = [CourseCard(outline, due.get(key), current.get(key), on) for outline, key in zip(outlines, keys, strict=True)]
    return LearnerHome(sorted(cards, key=lambda c: (c.due_on or date.max, c.outline.course.title)), credentials, on)


def _due_dates(learner: Any, on: date) -> dict[str, date]:
    """The earliest day by which each required achievement is due, by achievement key."""
    due: dict[str, date] = {}
    for key, day in Requirement.objects.binding(learner, on).order_by("-due_on").values_list("achievement__key", "due_on"):
        due[key] = day
    return due


def _courses(learner: Any, achievement_keys: list[str], language: str) -> list[CoursePage]:
    """Live courses that are required or begun; where neither is, all that are open to everybody."""
    live = CoursePage.objects.live().select_related("achievement", "locale")
    begun = Enrolment.objects.of(learner).values("course_key")
    chosen = list(live.filter(Q(achievement__key__in=achievement_keys) | Q(translation_key__in=begun)).order_by("path"))
    chosen = chosen or list(live.public().order_by("path"))
    by_key: dict[Any, CoursePage] = {}
    for course in chosen:
        if course.translation_key not in by_key or course.locale.language_code == language:
            by_key[course.translation_key] = course
    return list(by_key.values())
