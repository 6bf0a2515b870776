"""What is asked of whom: requirements and tours, read once for a stretch of the tree and asked for many people.

A requirement binds its unit and all below it; a tour too, and the nearest one to a unit counts. A person is asked by the
place of the main posting, and by a post beside it where that is held: docs/decisions/0021-other-posts-ask-too.md. Two queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from base.prepared import Prepared
from credentials.models import EXPIRING_DAYS, Deployment, Requirement
from credentials.posts import Post, ranks_of
from people.levels import Level
from people.models import FormerRank, Placement, Posting, Unit
from people.models.units import path_range, valid_on

STEP = Placement.steplen
RanksOf = Callable[[Any], frozenset[int]]
DAYS_AFTER_TOUR = 30  # a certificate must outlast the tour by so many days


@dataclass(frozen=True)
class Demand:
    """One achievement asked of one person or unit. ``due_on`` is None while no tour sets the day.

    ``days_before`` a tour, where the requirement says it so; ``tour_starts_on``: the first day of that tour, else of the next
    or present one. ``needed_until``: until when a tour needs it, None without one.
    ``accepts_external``: whether a certificate of others suffices for every requirement that asks it.
    """

    achievement_key: str
    name: str
    due_on: date | None
    horizon_on: date
    days_before: int | None = None
    tour_starts_on: date | None = None
    accepts_external: bool = False
    needed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """A requirement that binds somebody through a post in the unit at the path, with the day by which it asks there."""

    requirement: Any
    path: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Horizon:
    """The last day that a credential must reach; ``is_tour``: because of a tour."""

    on: date
    is_tour: bool


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

    def horizon_over(self, paths: Iterable[str]) -> Horizon:
        """Until when a credential must last that is asked of somebody at these places: to the end of the last of their tours."""
        tours = [tour for path in paths if (tour := self.deployment_at(path))]
        if not tours:
            return Horizon(self.on + timedelta(days=EXPIRING_DAYS), is_tour=False)
        return Horizon(max(tour.ends_on for tour in tours) + timedelta(days=DAYS_AFTER_TOUR), is_tour=True)

    def due_at(self, requirement: Requirement, path: str) -> date | None:
        """The day by which the requirement asks for it from the unit at the path."""
        if requirement.days_before is None:
            return requirement.due_on
        tour = self.deployment_at(path)
        return tour.starts_on - timedelta(days=requirement.days_before) if tour else None

    def demands_at(self, path: str, *, level: int, rank: int | None, role: str) -> list[Demand]:
        """What is asked of a person with this level, rank and post in the unit at the path; each achievement once."""
        return self.demands_on_posts([Post(path, role, True, rank, level)])

    def demands_on_posts(self, posts: Sequence[Post], ranks_of: RanksOf = ranks_of) -> list[Demand]:
        """What is asked of the person who holds these posts at the same time, the main one first; each achievement once."""
        found: dict[str, list[Binding]] = {}
        for each in self.bindings(posts, ranks_of):
            found.setdefault(each.requirement.achievement.key, []).append(each)
        demands = [self._demand(key, bindings, posts[0].path) for key, bindings in found.items()]
        return sorted(demands, key=lambda demand: (demand.due_on or date.max, demand.name))

    def bindings(self, posts: Iterable[Post], ranks_of: RanksOf = ranks_of) -> list[Binding]:
        """What binds the person who holds these posts, and through which of them."""
        return [
            Binding(row, post.path, self.due_at(row, post.path))
            for post in posts
            for row in self.requirements
            if post.path.startswith(row.path) and post.is_of(row, ranks_of(row))
        ]

    def _demand(self, key: str, bindings: list[Binding], main: str) -> Demand:
        """Of all that asks for one achievement: the earliest day, the last horizon, and the strictest word on others."""
        first = min(bindings, key=lambda each: each.due_on or date.max)
        tour = self.deployment_at(first.path)
        horizon = self.horizon_over({main, *(each.path for each in bindings)})
        return Demand(
            key,
            first.requirement.achievement.name,
            first.due_on,
            horizon.on,
            first.requirement.days_before,
            tour.starts_on if tour else None,
            all(each.requirement.accepts_external for each in bindings),
            horizon.on if horizon.is_tour else None,
        )


def bound_by(requirement: Requirement, on: date) -> Q:
    """The condition on main postings that says whom the requirement binds on a day that is not past.

    For one person: ``Bearing.bindings``.
    """
    bound: Any = Q(unit__in=Unit.objects.under([requirement.unit], on)) & meant_by(requirement, on, today=on)
    if requirement.posts:
        bound |= _of_rank(requirement, on, on) & Q(Exists(_other_posts(requirement, on)))
    return bound


def meant_by(requirement: Requirement, on: date, *, today: date) -> Q:
    """The condition on main postings that says whom the requirement means by rank and by the post of that posting."""
    return _of_rank(requirement, on, today) & (Q(role__in=requirement.posts) if requirement.posts else Q())


def _of_rank(requirement: Requirement, on: date, today: date) -> Any:
    """By the rank that somebody held on the day; only for a day that is past may it be another than the present one."""
    if not (requirement.levels or ranks_of(requirement)):
        return Q()
    if on >= today:
        return _rank_fits(requirement, "user__")
    held = FormerRank.objects.valid(on).filter(user=OuterRef("user"))
    return Exists(held.filter(_rank_fits(requirement))) | ~Exists(held) & _rank_fits(requirement, "user__")


def _rank_fits(requirement: Requirement, owner: str = "") -> Q:
    condition = Q()
    if requirement.levels:
        of_no_rank = Q(**{f"{owner}rank__isnull": True}) if 1 in requirement.levels else Q()
        condition &= Q(**{f"{owner}rank__level__in": requirement.levels}) | of_no_rank
    if ranks := ranks_of(requirement):
        condition &= Q(**{f"{owner}rank__in": ranks})
    return condition


def _other_posts(requirement: Requirement, on: date) -> QuerySet[Posting]:
    """Posts of the person beside the main one for which the requirement asks, such as an acting command."""
    units = Unit.objects.under([requirement.unit], on)
    others = Posting.objects.valid(on).filter(user=OuterRef("user"), is_main=False)
    return others.filter(role__in=requirement.posts, unit__in=units)


def bearing_on(paths: Iterable[str], on: date, beside: Iterable[str] = ()) -> Bearing:
    """Requirements and tours at, above and below the places with these paths on the day, and at and above those ``beside``."""
    paths = tuple(paths)
    above = {path[:end] for path in paths for end in range(STEP, len(path), STEP)}
    above |= {path[:end] for path in beside if not path.startswith(paths) for end in range(STEP, len(path) + 1, STEP)}
    condition = Q(path__in=above)
    for path in paths:
        condition |= path_range(path)
    places = Placement.objects.valid(on).filter(condition)
    requirements = _placed(Requirement.objects.valid(on).select_related("unit", "achievement"), places, on)
    deployments = _placed(Deployment.objects.known(on).select_related("unit"), places, on)
    return Bearing(on, _with_ranks(requirements), list(deployments))


def _placed(rows: QuerySet[Any], places: Any, on: date) -> QuerySet[Any]:
    """The rows whose units stand at the places on the day, each with its path."""
    placed = rows.filter(valid_on(on, "unit__placements__"), unit__placements__in=places)
    return placed.annotate(path=F("unit__placements__path")).order_by("path", "pk")


def _with_ranks(requirements: QuerySet[Any]) -> list[Any]:
    """Each once, with the keys of its ranks. One query."""
    found: dict[int, Any] = {}
    ranks: dict[int, set[int]] = {}
    for row in requirements.annotate(one_rank=F("ranks")):
        found.setdefault(row.pk, row)
        ranks.setdefault(row.pk, set()).update({row.one_rank} - {None})
    for pk, row in found.items():
        row.rank_keys = frozenset(ranks[pk])
    return list(found.values())


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
    return bearing.demands_on_posts(posts, lambda requirement: every_rank)


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
