"""What is asked of whom: requirements and tours, read once for a stretch of the tree and asked for many people.

A requirement binds its unit and all below it; a tour too, and the nearest one to a unit counts. One pair of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from credentials.models import EXPIRING_DAYS, Deployment, Requirement
from people.models import Placement, Posting, Unit
from people.models.units import path_range, valid_on

STEP = Placement.steplen
DAYS_AFTER_TOUR = 30  # a certificate must outlast the tour by so many days


@dataclass(frozen=True)
class Demand:
    """One achievement asked of one person or unit. ``due_on`` is None while no tour sets the day.

    ``days_before`` a tour, where the requirement says it so; ``tour_starts_on``: the first day of the next or present tour.
    """

    achievement_key: str
    name: str
    due_on: date | None
    horizon_on: date
    days_before: int | None = None
    tour_starts_on: date | None = None

    @property
    def needed_until(self) -> date | None:
        """Until when a tour needs it; None without one."""
        return self.horizon_on if self.tour_starts_on else None


@dataclass(frozen=True)
class Bearing:
    """Requirements and tours on a day, each row with the ``path`` of its unit, nearest to the root first."""

    on: date
    requirements: list[Any]
    deployments: list[Any]

    def deployment_at(self, path: str) -> Deployment | None:
        """The tour of the unit at the path: the nearest above it, and of several there the one that begins first."""
        above = [tour for tour in self.deployments if path.startswith(tour.path)]
        return min(above, key=lambda tour: (-len(tour.path), tour.starts_on), default=None)

    def horizon_at(self, path: str) -> date:
        """Until when a credential must last to count as lasting."""
        tour = self.deployment_at(path)
        return tour.ends_on + timedelta(days=DAYS_AFTER_TOUR) if tour else self.on + timedelta(days=EXPIRING_DAYS)

    def due_at(self, requirement: Requirement, path: str) -> date | None:
        """The day by which the requirement asks for it from the unit at the path."""
        if requirement.days_before is None:
            return requirement.due_on
        tour = self.deployment_at(path)
        return tour.starts_on - timedelta(days=requirement.days_before) if tour else None

    def demands_at(self, path: str, *, level: int, rank: int | None, role: str) -> list[Demand]:
        """What is asked of a person with this level, rank and post in the unit at the path; each achievement once."""
        binding = [r for r in self.requirements if path.startswith(r.path) and applies(r, level=level, rank=rank, role=role)]
        found: dict[str, Demand] = {}
        for requirement in binding:
            demand = self._demand(requirement, path)
            older = found.get(demand.achievement_key)
            if older is None or (demand.due_on or date.max) < (older.due_on or date.max):
                found[demand.achievement_key] = demand
        return sorted(found.values(), key=lambda demand: (demand.due_on or date.max, demand.name))

    def _demand(self, requirement: Requirement, path: str) -> Demand:
        tour = self.deployment_at(path)
        return Demand(
            requirement.achievement.key,
            requirement.achievement.name,
            self.due_at(requirement, path),
            self.horizon_at(path),
            requirement.days_before,
            tour.starts_on if tour else None,
        )


def applies(requirement: Requirement, *, level: int, rank: int | None, role: str) -> bool:
    """Whether the requirement means people of this level, rank and post. For querysets: ``bound_by``."""
    ranks = {each.pk for each in requirement.ranks.all()}
    return (
        (not requirement.levels or level in requirement.levels)
        and (not ranks or rank in ranks)
        and (not requirement.posts or role in requirement.posts)
    )


def bound_by(requirement: Requirement, on: date) -> Q:
    """The condition on postings that says whom the requirement binds on the day. For one person: ``applies``."""
    return Q(unit__in=Unit.objects.under([requirement.unit], on)) & meant_by(requirement)


def meant_by(requirement: Requirement) -> Q:
    """The condition on postings that says whom the requirement means, wherever they serve."""
    condition = Q()
    if requirement.levels:
        of_no_rank = Q(user__rank__isnull=True) if 1 in requirement.levels else Q()
        condition &= Q(user__rank__level__in=requirement.levels) | of_no_rank
    if ranks := [rank.pk for rank in requirement.ranks.all()]:
        condition &= Q(user__rank__in=ranks)
    if requirement.posts:
        condition &= Q(role__in=requirement.posts)
    return condition


def bearing_on(paths: Iterable[str], on: date) -> Bearing:
    """Requirements and tours at, above and below the places with these paths on the day."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= path_range(path) | Q(path__in=[path[:end] for end in range(STEP, len(path), STEP)])
    places = Placement.objects.valid(on).filter(condition)
    requirements = Requirement.objects.valid(on).select_related("unit", "achievement").prefetch_related("ranks")
    deployments = Deployment.objects.known(on).select_related("unit")
    return Bearing(on, _placed(requirements, places, on), _placed(deployments, places, on))


def _placed(rows: QuerySet[Any], places: QuerySet[Any], on: date) -> list[Any]:
    """The rows whose units stand at the places, each with its path."""
    placed = rows.filter(valid_on(on, "unit__placements__"), unit__placements__in=places)
    return list(placed.annotate(path=F("unit__placements__path")).order_by("path", "pk"))


def demands_on(user: Any, on: date) -> list[Demand]:
    """What is asked of the person on the day, the earliest first."""
    path = Placement.objects.valid(on).filter(unit=OuterRef("unit")).values("path")[:1]
    own = Posting.objects.main().valid(on).filter(user=user).select_related("user__rank")
    posting = own.annotate(path=Subquery(path)).first()
    if posting is None or posting.path is None:
        return []
    person = posting.user
    return bearing_on([posting.path], on).demands_at(posting.path, level=person.level, rank=person.rank_id, role=posting.role)
