"""The commander's figures for a unit, an achievement and a day. Reads the record, never the classroom.

Strength counts main postings on the day. A person is exactly one of: qualified (holds a valid credential), in progress
(has begun a course that earns it), not started. Expiring people are qualified and counted within that figure too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from courses.models import Enrolment
from credentials.models import EXPIRING_DAYS, Achievement, Credential, Requirement
from people.models import Placement, Posting, Unit
from people.models.units import subtree_rows

STATES = ("qualified", "expiring", "in-progress", "not-started")


@dataclass(frozen=True)
class Figures:
    """People of a unit with everything below it."""

    strength: int = 0
    qualified: int = 0
    expiring: int = 0
    in_progress: int = 0

    @property
    def not_started(self) -> int:
        return self.strength - self.qualified - self.in_progress

    @property
    def missing(self) -> int:
        return self.strength - self.qualified

    @property
    def per_cent(self) -> int:
        """Share qualified, rounded down: 100 only when nobody is missing."""
        return self.qualified * 100 // self.strength if self.strength else 0

    @property
    def safe(self) -> int:
        """Qualified beyond the horizon: the first part of the bar."""
        return self.qualified - self.expiring

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.strength + other.strength,
            self.qualified + other.qualified,
            self.expiring + other.expiring,
            self.in_progress + other.in_progress,
        )


@dataclass(frozen=True)
class UnitFigures:
    unit: Unit
    figures: Figures


@dataclass(frozen=True)
class ReadinessPage:
    """One unit on one day: its own figures, those of each sub-unit, and the people posted to it directly."""

    unit: Unit
    above: list[Unit]
    achievement: Achievement | None
    achievements: list[Achievement]
    due_on: date | None
    on: date
    total: Figures
    own: Figures
    sub_units: list[UnitFigures]


def readiness_page(unit: Unit, on: date, achievement_key: str, visible: Iterable[int]) -> ReadinessPage:
    """A fixed number of queries, whatever the size of the subtree. ``visible``: ids of units the reader may open."""
    achievements = offered_achievements()
    requirements = _requirements(unit, on)
    achievement = _chosen(achievements, achievement_key, requirements)
    places = subtree_rows([unit], on)
    by_unit = figures_by_unit([p.unit_id for p in places], achievement, on)
    root = next((p for p in places if p.unit_id == unit.pk), None)
    children = [p for p in places if root and p.depth == root.depth + 1]
    subs = [UnitFigures(child.unit, _sum(child, places, by_unit)) for child in children]
    own = by_unit.get(unit.pk, Figures())
    due = next((r.due_on for r in requirements if achievement and r.achievement.key == achievement.key), None)
    return ReadinessPage(
        unit, _above(root, set(visible)), achievement, achievements, due, on, sum((s.figures for s in subs), own), own, subs
    )


def _sum(top: Placement, places: list[Placement], by_unit: dict[int, Figures]) -> Figures:
    below = (by_unit.get(p.unit_id, Figures()) for p in places if p.path.startswith(top.path))
    return sum(below, Figures())


def _above(place: Placement | None, visible: set[int]) -> list[Unit]:
    """The way up, as far as the reader may go."""
    if place is None or place.depth == 1:
        return []
    return [p.unit for p in place.get_ancestors().select_related("unit") if p.unit_id in visible]


def offered_achievements() -> list[Achievement]:
    """Achievements, each once whatever its languages."""
    return list(Achievement.objects.filter(locale__language_code="en").order_by("name"))


def _requirements(unit: Unit, on: date) -> list[Requirement]:
    """Requirements on the unit, on what stands above it, and on what stands below; nearest day first."""
    places = Placement.objects.valid(on)
    path = places.filter(unit=unit).values_list("path", flat=True).first() or ""
    steps = [path[:end] for end in range(Placement.steplen, len(path) + 1, Placement.steplen)]
    units = places.filter(Q(path__in=steps) | Q(path__gte=path, path__lt=f"{path}\uffff")).values("unit")
    return list(Requirement.objects.filter(unit__in=units).select_related("achievement").order_by("due_on"))


def _chosen(achievements: list[Achievement], key: str, requirements: list[Requirement]) -> Achievement | None:
    """The one asked for, else the one required first, else the first there is."""
    wanted = [key, *(r.achievement.key for r in requirements), *(a.key for a in achievements)]
    by_key = {a.key: a for a in achievements}
    return next((by_key[k] for k in wanted if k in by_key), None)


# --- One classification, for the figures and for the names ----------------------------------------


def classified(postings: QuerySet[Posting], achievement: Achievement | None, on: date) -> QuerySet[Posting]:
    """Postings with ``standing``: one of STATES for the person on the day. The only place that decides it."""
    key = achievement.key if achievement else ""
    valid = Credential.objects.valid(on).filter(holder=OuterRef("user"), achievement_key=key)
    lasting = valid.filter(Q(expires_on__isnull=True) | Q(expires_on__gt=on + timedelta(days=EXPIRING_DAYS)))
    begun = Enrolment.objects.open().filter(learner=OuterRef("user"), course__achievement__key=key, started_at__date__lte=on)
    return postings.annotate(
        standing=Case(
            When(Exists(lasting), then=Value("qualified")),
            When(Exists(valid), then=Value("expiring")),
            When(Exists(begun), then=Value("in-progress")),
            default=Value("not-started"),
            output_field=CharField(),
        )
    )


def figures_by_unit(units: list[int], achievement: Achievement | None, on: date) -> dict[int, Figures]:
    """Figures of the people posted directly to each unit: one query."""
    postings = Posting.objects.main().valid(on).filter(unit__in=units, user__is_active=True)
    rows = classified(postings, achievement, on).order_by().values_list("unit", "standing").annotate(people=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for unit, standing, people in rows:
        counts.setdefault(unit, {})[standing] = people
    return {unit: _figures(states) for unit, states in counts.items()}


def _figures(states: dict[str, int]) -> Figures:
    expiring = states.get("expiring", 0)
    return Figures(sum(states.values()), states.get("qualified", 0) + expiring, expiring, states.get("in-progress", 0))


def names(unit: Unit, achievement: Achievement | None, on: date, state: str = "") -> QuerySet[Any]:
    """People of the subtree by name, with standing and the day their credential lapses; for the own subtree only."""
    postings = Posting.objects.main().valid(on).filter(unit__in=Unit.objects.under([unit], on), user__is_active=True)
    people = classified(postings, achievement, on).select_related("user__rank", "unit").order_by("unit__name", "user__name")
    return people.filter(standing=state) if state in STATES else people
