"""The people of a unit on a day, as far as the reader may know them.

Figures are those of the day. Names are those of whom the reader sees today: whoever left since, or comes later, is counted on
another day and not named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from people.models import FormerRank, Posting, Rank, Unit, User
from people.permissions import can_manage_unit, known_people
from people.status.reading import (
    Person,
    Strength,
    lent_from,
    people_of,
    people_on_the_day,
    people_with_plans,
    posts_of,
    strength_of,
)
from people.tree.reading import children_of

PEOPLE_A_PAGE = 100


@dataclass(frozen=True)
class Question:
    """Which people of which unit on which day. ``reach``: the units whose people the reader lists today."""

    reader: User
    reach: QuerySet[Unit]
    unit: Unit
    on: date
    today: date
    status: str

    @property
    def is_today(self) -> bool:
        return self.on == self.today


@dataclass(frozen=True)
class Roster:
    """What the page says. ``unnamed``: people of the list whom the reader may not know; ``below``: (unit, whether it opens)."""

    asked: Question
    page: Page[Any]
    people: list[Person]
    strength: Strength
    posts: dict[str, list[Posting]]
    lent: list[Posting]
    below: list[tuple[Unit, bool]]
    may_manage: bool

    @property
    def unnamed(self) -> int:
        return self.strength.of(self.asked.status) - self.page.paginator.count


def roster_of(asked: Question, number: str | None) -> Roster:
    """One page of the list; today with what is planned, on another day with the ranks and posts of that day."""
    unit, on = asked.unit, asked.on
    known = known_people(asked.reader, asked.reach, asked.today)
    rows, lent, posts = people_of(unit, on, asked.status), lent_from(unit, on), posts_of(unit, on)
    if not asked.is_today:
        rows, lent, posts = rows.filter(user__in=known), _of_whom_is_known(lent, known), _of_the_day(posts, on, known)
    page = Paginator(rows, PEOPLE_A_PAGE).get_page(number)
    people = people_with_plans(page, on) if asked.is_today else people_on_the_day(page, on)
    if not asked.is_today:
        _wear_former_ranks([person.user for person in people], on)
    return Roster(
        asked=asked,
        page=page,
        people=people,
        strength=strength_of(unit, on),
        posts=posts,
        lent=lent,
        below=_below(asked),
        may_manage=asked.is_today and can_manage_unit(asked.reader, unit, on),
    )


def _of_whom_is_known(rows: list[Posting], known: QuerySet[User]) -> list[Posting]:
    """The postings of people whom the reader may name."""
    keys = set(known.filter(pk__in={row.user_id for row in rows}).values_list("pk", flat=True)) if rows else set()
    return [row for row in rows if row.user_id in keys]


def _of_the_day(posts: dict[str, list[Posting]], on: date, known: QuerySet[User]) -> dict[str, list[Posting]]:
    """Posts in force on the day; of people whom the reader may not name, the post alone."""
    rows = [row for held in posts.values() for row in held if row.starts_on <= on]
    named = {row.pk for row in _of_whom_is_known(rows, known)}
    for row in rows:
        row.is_unnamed = row.pk not in named  # type: ignore[attr-defined]
    return {role: held for role in posts if (held := [row for row in rows if row.role == role])}


def _wear_former_ranks(people: list[User], on: date) -> None:
    """Puts the rank of the day in the place of today’s, in memory only. Whoever has no former one held it already."""
    former: dict[int, Rank | None] = {
        row.user_id: row.rank for row in FormerRank.objects.valid(on).filter(user__in=people).select_related("rank")
    }
    for user in people:
        user.rank = former.get(user.pk, user.rank)


def _below(asked: Question) -> list[tuple[Unit, bool]]:
    """What stood directly below on the day; what is no longer the reader’s has no page for him or her."""
    units = children_of(asked.unit, asked.on)
    if asked.is_today:
        return [(unit, True) for unit in units]
    open_ones = set(asked.reach.filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    return [(unit, unit.pk in open_ones) for unit in units]
