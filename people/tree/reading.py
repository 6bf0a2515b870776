"""The tree of units as it stands on a day, and what a move would take along."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from people.models import Placement, Posting, Unit, User
from people.models.units import subtree_rows

LEVELS_SHOWN = 4  # from the unit on top of the page; deeper ones are a click away
STEP = Placement.steplen


@dataclass
class Node:
    """A unit with its own strength and that of the whole subtree, and what is shown below it."""

    unit: Unit
    depth: int
    own: int = 0
    strength: int = 0
    children: list[Node] = field(default_factory=list)
    hidden: int = 0  # units below that the page does not show


@dataclass(frozen=True)
class MoveEffect:
    """What moves along, and which commands and training change hands."""

    units: int
    people: int
    losing: list[Posting]
    gaining: list[Posting]


def placed(on: date) -> QuerySet[Placement]:
    """For ``filter(pk__in=…)`` on units: those that are in the tree on the day."""
    return Placement.objects.valid(on).values("unit")  # type: ignore[no-any-return]


def tree(top: Unit | None, on: date) -> list[Node]:
    """The tops of the tree, or the one unit, each with what stands below it. Two queries."""
    rows = subtree_rows([top], on) if top else list(Placement.objects.valid(on).select_related("unit").order_by("path"))
    counts = dict(Posting.objects.counted(on).order_by().values_list("unit").annotate(Count("pk")))
    shallowest = min((row.depth for row in rows), default=1)
    nodes: dict[str, Node] = {}
    for row in rows:
        own = counts.get(row.unit_id, 0)
        nodes[row.path] = Node(row.unit, row.depth - shallowest + 1, own, own)
    for path, node in reversed(nodes.items()):
        if parent := nodes.get(path[:-STEP]):
            parent.strength += node.strength
            if node.depth <= LEVELS_SHOWN:
                parent.children.insert(0, node)
            else:
                parent.hidden += 1 + node.hidden
    return [node for path, node in nodes.items() if path[:-STEP] not in nodes]


def children_of(unit: Unit, on: date) -> list[Unit]:
    """Units directly below it on the day."""
    rows = subtree_rows([unit], on)
    return [row.unit for row in rows if row.depth == rows[0].depth + 1]


def above(unit: Unit, on: date) -> list[Unit]:
    """The way from the top of the tree down to the unit's parent on the day."""
    place = Placement.objects.valid(on).filter(unit=unit).first()
    return [row.unit for row in place.get_ancestors().select_related("unit")] if place else []


def tops(units: QuerySet[Unit], on: date) -> list[Unit]:
    """Those of the units above which none of them stands on the day, in the order of the tree."""
    rows = list(Placement.objects.valid(on).filter(unit__in=units).select_related("unit").order_by("path"))
    paths = {row.path for row in rows}
    return [row.unit for row in rows if not any(row.path[:end] in paths for end in range(STEP, len(row.path), STEP))]


def possible_parents(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units in the tree on the day but for the unit and what is below it."""
    return Unit.objects.filter(pk__in=placed(on)).exclude(pk__in=Unit.objects.under([unit], on))


def move_effect(unit: Unit, parent: Unit | None, on: date) -> MoveEffect:
    """What a move on the day means for others. Changes nothing."""
    below = Unit.objects.under([unit], on)
    old = {each.pk for each in above(unit, on)}
    new = {each.pk for each in (*above(parent, on), parent)} if parent else set()
    posts = (Posting.objects.commands() | Posting.objects.training()).valid(on).select_related("user__rank", "unit")
    posts = posts.order_by("unit__name", "role", "user__name")
    return MoveEffect(
        units=below.count(),
        people=User.objects.filter(is_active=True).serving_in(below, on).count(),
        losing=list(posts.filter(unit__in=old - new)),
        gaining=list(posts.filter(unit__in=new - old)),
    )
