"""What a training officer reads: what is asked of the own units, from where, and when they deploy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from credentials.demands import bearing_on, bound_by
from credentials.models import Deployment, Requirement
from people.models import Posting, Unit


@dataclass(frozen=True)
class RequirementRow:
    """One requirement with its day; from above (not ``is_own``), the day that follows for the reader's own unit."""

    requirement: Requirement
    due_on: date | None
    is_own: bool


@dataclass(frozen=True)
class DeploymentRow:
    """One tour; from above (not ``is_own``), it binds the reader's units all the same."""

    deployment: Deployment
    is_own: bool


@dataclass(frozen=True)
class Plan:
    """Requirements and tours of a reader's units today, and those from above that bind them, the earliest first."""

    requirements: list[RequirementRow]
    deployments: list[DeploymentRow]

    @property
    def own_requirements(self) -> list[RequirementRow]:
        return [row for row in self.requirements if row.is_own]

    @property
    def inherited_requirements(self) -> list[RequirementRow]:
        return [row for row in self.requirements if not row.is_own]


def plan_of(paths: Iterable[str], units: QuerySet[Unit], on: date) -> Plan:
    """A fixed number of queries. ``paths``: where the subtrees begin; ``units``: those that the reader may speak for."""
    paths = list(paths)
    bearing = bearing_on(paths, on)
    prefetch_related_objects(bearing.requirements, "ranks")
    named = {row.unit_id for row in [*bearing.requirements, *bearing.deployments]}
    own = set(units.filter(pk__in=named).values_list("pk", flat=True))
    requirements = [
        RequirementRow(row, bearing.due_at(row, _seen_from(row.path, paths)), row.unit_id in own) for row in bearing.requirements
    ]
    deployments = [DeploymentRow(row, row.unit_id in own) for row in bearing.deployments]
    return Plan(
        sorted(requirements, key=lambda row: (row.due_on or date.max, row.requirement.pk)),
        sorted(deployments, key=lambda row: (row.deployment.starts_on, row.deployment.pk)),
    )


def _seen_from(path: str, paths: list[str]) -> str:
    """The place for which a requirement at the path is read: the reader's own below it, else its own."""
    return next((own for own in paths if own.startswith(path)), path)


def people_bound(requirement: Requirement, on: date) -> int:
    """How many people of the strength a requirement binds on the day."""
    return Posting.objects.counted(on).filter(bound_by(requirement, on)).count()


def people_deployed(deployment: Any, on: date) -> int:
    """How many people of the strength stand in the unit of the tour and below it on the day."""
    return Posting.objects.counted(on).filter(unit__in=Unit.objects.under([deployment.unit], on)).count()
