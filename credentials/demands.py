"""What is asked of whom: requirements and tours, read once for a stretch of the tree and asked for many people.

A requirement binds its unit and all below it; a tour too, and the nearest one to a unit counts. One pair of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from base.prepared import Prepared
from credentials.models import EXPIRING_DAYS, Deployment, Requirement
from people.levels import Level
from people.models import FormerRank, Placement, Posting, Unit
from people.models.units import path_range, valid_on

STEP = Placement.steplen
DAYS_AFTER_TOUR = 30  # a certificate must outlast the tour by so many days


@dataclass(frozen=True)
class Demand:
    """One achievement asked of one person or unit. ``due_on`` is None while no tour sets the day.

    ``days_before`` a tour, where the requirement says it so; ``tour_starts_on``: the first day of the next or present tour.
    ``accepts_external``: whether a certificate of others suffices for every requirement that asks it.
    """

    achievement_key: str
    name: str
    due_on: date | None
    horizon_on: date
    days_before: int | None = None
    tour_starts_on: date | None = None
    accepts_external: bool = False

    @property
    def needed_until(self) -> date | None:
        """Until when a tour needs it; None without one."""
        return self.horizon_on if self.tour_starts_on else None


@dataclass(frozen=True, slots=True)
class Post:
    """A post that somebody holds in the unit at the path. ``rank``: its primary key."""

    path: str
    role: str
    is_main: bool
    rank: int | None
    level: int

    def is_of(self, requirement: Requirement, ranks: frozenset[int]) -> bool:
        """Whether the requirement, of these ranks or of all, means whoever holds this post. For querysets: ``bound_by``."""
        return (
            (not requirement.levels or self.level in requirement.levels)
            and (not ranks or self.rank in ranks)
            and (self.role in requirement.posts if requirement.posts else self.is_main)
        )


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
        return self.demands_on_posts([Post(path, role, True, rank, level)])

    def demands_on_posts(self, posts: Iterable[Post]) -> list[Demand]:
        """What is asked of the person who holds these posts at the same time; each achievement once, with its earliest day."""
        return self.earliest((row, post.path) for post in posts for row in self.above(post) if post.is_of(row, _ranks_of(row)))

    def earliest(self, binding: Iterable[tuple[Requirement, str]]) -> list[Demand]:
        """Of requirements, each with the path of the unit that it binds, the demands."""
        found: dict[str, Demand] = {}
        for requirement, path in binding:
            demand = self._demand(requirement, path)
            older = found.get(demand.achievement_key)
            suffices = demand.accepts_external and (older is None or older.accepts_external)
            first = demand if older is None or (demand.due_on or date.max) < (older.due_on or date.max) else older
            found[demand.achievement_key] = replace(first, accepts_external=suffices)
        return sorted(found.values(), key=lambda demand: (demand.due_on or date.max, demand.name))

    def above(self, post: Post) -> list[Any]:
        """The requirements that bind the unit of the post."""
        return [row for row in self.requirements if post.path.startswith(row.path)]

    def _demand(self, requirement: Requirement, path: str) -> Demand:
        tour = self.deployment_at(path)
        return Demand(
            requirement.achievement.key,
            requirement.achievement.name,
            self.due_at(requirement, path),
            self.horizon_at(path),
            requirement.days_before,
            tour.starts_on if tour else None,
            requirement.accepts_external,
        )


def _ranks_of(requirement: Requirement) -> frozenset[int]:
    return frozenset(rank.pk for rank in requirement.ranks.all())


def bound_by(requirement: Requirement, on: date) -> Q:
    """The condition on main postings that says whom the requirement binds on the day. For one person: ``Post.is_of``."""
    return Q(unit__in=Unit.objects.under([requirement.unit], on)) & meant_by(requirement, on)


def meant_by(requirement: Requirement, on: date) -> Q:
    """The condition on main postings that says whom the requirement means, wherever they serve."""
    condition: Any = Q()
    if requirement.levels or requirement.ranks.all():
        condition &= _of_rank(requirement, on)
    if requirement.posts:
        condition &= Q(role__in=requirement.posts) | Exists(_other_posts(requirement, on))
    return condition


def _of_rank(requirement: Requirement, on: date) -> Any:
    """By the rank that somebody held on the day; only for a day that is past may it be another than the present one."""
    if on >= timezone.localdate():
        return _rank_fits(requirement, "user__")
    held = FormerRank.objects.valid(on).filter(user=OuterRef("user"))
    return Exists(held.filter(_rank_fits(requirement))) | ~Exists(held) & _rank_fits(requirement, "user__")


def _rank_fits(requirement: Requirement, owner: str = "") -> Q:
    condition = Q()
    if requirement.levels:
        of_no_rank = Q(**{f"{owner}rank__isnull": True}) if 1 in requirement.levels else Q()
        condition &= Q(**{f"{owner}rank__level__in": requirement.levels}) | of_no_rank
    if ranks := [rank.pk for rank in requirement.ranks.all()]:
        condition &= Q(**{f"{owner}rank__in": ranks})
    return condition


def _other_posts(requirement: Requirement, on: date) -> QuerySet[Posting]:
    """Posts of the person beside the main one for which the requirement asks, such as an acting command."""
    units = Unit.objects.under([requirement.unit], on)
    others = Posting.objects.valid(on).filter(user=OuterRef("user"), is_main=False)
    return others.filter(role__in=requirement.posts, unit__in=units)


def bearing_on(paths: Iterable[str], on: date) -> Bearing:
    """Requirements and tours at, above and below the places with these paths on the day."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= path_range(path) | Q(path__in=[path[:end] for end in range(STEP, len(path), STEP)])
    places = Placement.objects.valid(on).filter(condition)
    requirements = Requirement.objects.valid(on).select_related("unit", "achievement").prefetch_related("ranks")
    deployments = Deployment.objects.known(on).select_related("unit")
    return Bearing(on, list(_placed(requirements, places, on)), list(_placed(deployments, places, on)))


def _placed(rows: QuerySet[Any], places: Any, on: date) -> QuerySet[Any]:
    """The rows whose units stand at the places on the day, each with its path."""
    placed = rows.filter(valid_on(on, "unit__placements__"), unit__placements__in=places)
    return placed.annotate(path=F("unit__placements__path")).order_by("path", "pk")


NO_RANK = -1  # the primary key of nothing


def demands_on(user: Any, on: date) -> list[Demand]:
    """What is asked of the person on the day, the earliest first. Three queries.

    The main posting says what is asked; another post of that day, such as an acting command, adds what is asked of such posts.
    """
    posts = [Post(path, role, is_main, rank, level or Level.EVERYONE) for path, role, is_main, rank, level in _posts(user.pk, on)]
    if not any(post.is_main for post in posts):
        return []
    paths = tuple(sorted({post.path[:end] for post in posts for end in range(STEP, len(post.path) + 1, STEP)}))
    bearing = Bearing(on, _asked_of_rank(paths, on, posts[0].rank or NO_RANK), _tours(paths, on))
    every_rank = frozenset[int]()  # the query has chosen by rank already
    return bearing.earliest((row, post.path) for post in posts for row in bearing.above(post) if post.is_of(row, every_rank))


_posts: Prepared[tuple[Any, ...]] = Prepared(
    lambda user, on: (
        Posting.objects.valid(on)
        .filter(valid_on(on, "unit__placements__"), user=user)
        .order_by("-is_main", "starts_on", "pk")
        .values_list("unit__placements__path", "role", "is_main", "user__rank", "user__rank__level")
    )
)


def _at(rows: QuerySet[Any], paths: Any, on: date) -> QuerySet[Any]:
    return _placed(rows, Placement.objects.valid(on).filter(path__in=paths), on)


def _as_read(row: Any) -> Any:
    """Requirements and tours are asked here and never changed: a company, which is asked the same, shares the rows."""
    return row


_asked_of_rank: Prepared[Any] = Prepared(
    lambda paths, on, rank: (
        _at(Requirement.objects.valid(on), paths, on).filter(Q(ranks=None) | Q(ranks=rank)).select_related("achievement")
    ),
    make=_as_read,
)
_tours: Prepared[Any] = Prepared(lambda paths, on: _at(Deployment.objects.known(on), paths, on), make=_as_read)
