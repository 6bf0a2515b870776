"""The commander's figures for a unit, an achievement and a day. Reads the record, never the classroom.

Strength counts main postings on the day. A person is exactly one of: qualified (holds a valid credential), in progress
(has begun a course that earns it), not started. Expiring people are qualified and counted within that figure too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from courses.models import Enrolment
from credentials.models import EXPIRING_DAYS, Achievement, Credential, Requirement
from credentials.models.achievement import offered_achievements
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
    def per_cent(self) -> int:
        """Share qualified, rounded down: 100 only when nobody is missing."""
        return self.qualified * 100 // self.strength if self.strength else 0

    @property
    def share(self) -> str:
        return f"{self.per_cent} %" if self.strength else ""

    @property
    def lasting(self) -> int:
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
class Asked:
    """The achievement that the page is about, the others there are, and the day by which the unit must hold it."""

    achievement: Achievement | None
    offered: list[Achievement]
    due_on: date | None


@dataclass(frozen=True)
class ReadinessPage:
    """One unit on one day. ``own``: people posted to it directly; ``horizon``: the days that “soon” means."""

    unit: Unit
    above: list[Unit]
    asked: Asked
    on: date
    total: Figures
    own: Figures
    sub_units: list[UnitFigures]
    horizon: int = EXPIRING_DAYS

    @property
    def is_overdue(self) -> bool:
        return self.asked.due_on is not None and self.asked.due_on < self.on

    @property
    def query(self) -> str:
        """What keeps the achievement on the way to another unit; nothing where there is no choice."""
        return f"?achievement={self.asked.achievement.key}" if self.asked.achievement and len(self.asked.offered) > 1 else ""


def readiness_page(*, unit: Unit, on: date, language: str, achievement_key: str, visible: QuerySet[Unit]) -> ReadinessPage:
    """A fixed number of queries, whatever the size of the subtree. ``visible``: units that the reader may open."""
    asked = asked_of(unit, on, language, achievement_key)
    places = subtree_rows([unit], on)
    by_unit = figures_by_unit([p.unit_id for p in places], asked.achievement, on)
    own = by_unit.get(unit.pk, Figures())
    sub_units = [UnitFigures(child.unit, _sum(child, places, by_unit)) for child in _children(places)]
    total = sum((sub.figures for sub in sub_units), own)
    return ReadinessPage(unit, _above(places, visible), asked, on, total, own, sub_units)


def _children(places: list[Placement]) -> list[Placement]:
    """Places one step below the first, which is the unit's own."""
    return [place for place in places if place.depth == places[0].depth + 1]


def _sum(top: Placement, places: list[Placement], by_unit: dict[int, Figures]) -> Figures:
    below = (by_unit.get(p.unit_id, Figures()) for p in places if p.path.startswith(top.path))
    return sum(below, Figures())


def _above(places: list[Placement], visible: QuerySet[Unit]) -> list[Unit]:
    """The way up, as far as the reader may go."""
    if not places or places[0].depth == 1:
        return []
    units = [place.unit for place in places[0].get_ancestors().select_related("unit")]
    open_to_reader = set(visible.filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    return [unit for unit in units if unit.pk in open_to_reader]


# --- What is asked for ----------------------------------------------------------------------------


def asked_of(unit: Unit, on: date, language: str, key: str) -> Asked:
    """The achievement that the reader asked for, else the one required first, else the first there is."""
    offered = offered_achievements(language)
    binding, below = requirements_of(unit, on)
    by_key = {a.key: a for a in offered}
    wanted = [key, *(r.achievement.key for r in [*binding, *below]), *by_key]
    achievement = next((by_key[k] for k in wanted if k in by_key), None)
    due_on = next((r.due_on for r in binding if achievement and r.achievement.key == achievement.key), None)
    return Asked(achievement, offered, due_on)


def requirements_of(unit: Unit, on: date) -> tuple[list[Requirement], list[Requirement]]:
    """What binds the unit on the day (its own and those inherited from above), and what is asked of its sub-units only.

    Nearest day first.
    """
    places = Placement.objects.valid(on)
    path = places.filter(unit=unit).values_list("path", flat=True).first() or ""
    steps = [path[:end] for end in range(Placement.steplen, len(path) + 1, Placement.steplen)]
    binding = Q(unit=unit) | Q(unit__in=places.filter(path__in=steps).values("unit"))
    below = Q(unit__in=Unit.objects.under([unit], on))
    rows = Requirement.objects.select_related("achievement").order_by("due_on", "pk")
    return list(rows.filter(binding)), list(rows.filter(below).exclude(binding))


# --- One classification, for the figures and for the names ----------------------------------------


def classified(postings: QuerySet[Posting], achievement: Achievement | None, on: date) -> QuerySet[Any]:
    """Postings with ``standing``: one of STATES for the person on the day. The only place that decides it."""
    key = achievement.key if achievement else ""
    valid = Credential.objects.valid(on).filter(holder=OuterRef("user"), achievement_key=key)
    soon = on + timedelta(days=EXPIRING_DAYS)
    lasting = Credential.objects.lasting(on, soon + timedelta(days=1)).filter(holder=OuterRef("user"), achievement_key=key)
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
    """People of the subtree, in the order of the tree; for the own subtree only.

    Each with standing, and with the last day and code of the credential that is neither revoked nor replaced, also when it
    has expired (``valid_until``, ``code``; both None without one, the day alone for one that never expires).
    """
    held = Credential.objects.current(on).filter(holder=OuterRef("user"), achievement_key=achievement.key if achievement else "")
    place = Placement.objects.valid(on).filter(unit=OuterRef("unit")).order_by("path")
    postings = Posting.objects.main().valid(on).filter(unit__in=Unit.objects.under([unit], on), user__is_active=True)
    people = classified(postings, achievement, on).annotate(
        valid_until=Subquery(held.with_last_day(on).values("last_day")[:1]),
        code=Subquery(held.values("code")[:1]),
        path=Subquery(place.values("path")[:1]),
    )
    people = people.select_related("user__rank", "unit").order_by("path", "user__name", "user__username")
    return people.filter(standing=state) if state in STATES else people
