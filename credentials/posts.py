"""Posts that people hold: the main one, which says where they are counted, and others beside it, such as an acting command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from credentials.models import Requirement
from people.levels import Level
from people.models import FormerRank, Posting
from people.models.units import path_range, valid_on

AT = "unit__placements__"


@dataclass(frozen=True, slots=True)
class Post:
    """A post that somebody holds in the unit at the path. ``rank``: its primary key."""

    path: str
    role: str
    is_main: bool
    rank: int | None
    level: int

    def is_of(self, requirement: Any, ranks: frozenset[int]) -> bool:
        """Whether the requirement, of these ranks or of all, means whoever holds this post. For querysets: ``bound_by``."""
        return (
            (not requirement.levels or self.level in requirement.levels)
            and (not ranks or self.rank in ranks)
            and (self.role in requirement.posts if requirement.posts else self.is_main)
        )


def ranks_of(requirement: Any) -> frozenset[int]:
    """Keys of the ranks that it means. No query where they were read with it (``rank_keys``)."""
    known: frozenset[int] | None = getattr(requirement, "rank_keys", None)
    return frozenset(rank.pk for rank in requirement.ranks.all()) if known is None else known


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with more than one post; ``main`` says where the person is counted."""

    user: int
    main: Post
    others: tuple[Post, ...]


def holders_within(tops: Iterable[str], on: date, *, today: date) -> list[Holder]:
    """People counted under the tops who hold another post on the day, anywhere; none while nothing is asked of posts. One query.

    With the rank of the day.
    """
    found: dict[int, list[Any]] = {}
    for row in _posts_beside(tops, on, is_past=on < today):
        found.setdefault(row[0], []).append(row)
    return [_holder(rows) for rows in found.values()]


def places_beside(holders: Iterable[Holder]) -> set[str]:
    """Where they hold their other posts."""
    return {post.path for holder in holders for post in holder.others}


def _holder(rows: list[Any]) -> Holder:
    user, path, role, *_beside, rank, level = rows[0]
    level = level or Level.EVERYONE
    others = tuple(Post(path, role, False, rank, level) for _user, _path, _role, path, role, *_rank in rows)
    return Holder(user, Post(path, role, True, rank, level), others)


def _posts_beside(tops: Iterable[str], on: date, *, is_past: bool) -> QuerySet[Any, Any]:
    """The main posting by a question within the question: PostgreSQL plans one of nine tables longer than it reads them."""
    within = Q(pk__in=[])
    for top in tops:
        within |= path_range(top, AT)
    mains = Posting.objects.main().valid(on).filter(valid_on(on, AT), within, user=OuterRef("user"))
    asked_of_posts = Requirement.objects.valid(on).exclude(posts=[])
    held: Any = Posting.objects.valid(on).filter(valid_on(on, AT), is_main=False).filter(Exists(asked_of_posts))
    added = {
        "main_path": Subquery(mains.values(f"{AT}path")[:1]),
        "main_role": Subquery(mains.values("role")[:1]),
        "rank_then": _then(on, "rank") if is_past else F("user__rank"),
        "level_then": _then(on, "rank__level") if is_past else F("user__rank__level"),
    }
    counted: Any = held.annotate(**added).filter(main_path__isnull=False).order_by("user", "pk")
    return counted.values_list("user", "main_path", "main_role", f"{AT}path", "role", "rank_then", "level_then")


def _then(on: date, field: str) -> Any:
    """A field of the person on a day that is past: then it may be another than the present one."""
    held = FormerRank.objects.valid(on).filter(user=OuterRef("user"))
    was = Subquery(held.values(field)[:1])
    return Case(When(Exists(held), then=was), default=F(f"user__{field}"), output_field=IntegerField())
