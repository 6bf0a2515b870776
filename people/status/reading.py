"""Who serves in a unit on a day, with status, what is planned, and what else they are appointed to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from people.models import Placement, Posting, Unit, User


@dataclass
class Person:
    """One person on the list: the main posting of the day, those that begin later, and appointments beside them."""

    posting: Posting
    planned: list[Posting] = field(default_factory=list)
    appointments: list[Posting] = field(default_factory=list)

    @property
    def user(self) -> User:
        return self.posting.user


@dataclass(frozen=True)
class Strength:
    """People of a unit with everything below it. Excused people are posted, and count in no strength."""

    posted: int
    attached: int
    excused: int

    @property
    def strength(self) -> int:
        return self.posted - self.excused

    def of(self, status: str) -> int:
        """How many have the status; everybody for what is none."""
        counts = {"present": self.posted - self.attached - self.excused, "attached": self.attached, "excused": self.excused}
        return counts.get(status, self.posted)


def main_postings(unit: Unit, on: date) -> QuerySet[Posting]:
    """Main postings of the subtree on the day, of accounts that were open then."""
    return Posting.objects.serving(on).filter(unit__in=Unit.objects.under([unit], on))


def strength_of(unit: Unit, on: date) -> Strength:
    """One query."""
    by_status = {status: Count("pk", filter=Q(status=status)) for status in ("attached", "excused")}
    return Strength(**main_postings(unit, on).aggregate(posted=Count("pk"), **by_status))


def people_of(unit: Unit, on: date, status: str = "") -> QuerySet[Any]:
    """The list, in the order of the tree."""
    place = Placement.objects.valid(on).filter(unit=OuterRef("unit")).values("path")[:1]
    rows = main_postings(unit, on).annotate(path=Subquery(place)).select_related("user__rank", "user__country", "unit", "home")
    rows = rows.filter(status=status) if status in Posting.Status.values else rows
    return rows.order_by("path", "user__name", "user__username")


def lent_from(unit: Unit, on: date) -> list[Posting]:
    """People who belong to the subtree and are attached to units outside it on the day: they count there."""
    units = Unit.objects.under([unit], on)
    rows = Posting.objects.serving(on).filter(home__in=units).exclude(unit__in=units)
    return list(rows.select_related("user__rank", "unit", "home").order_by("user__name"))


def people_with_plans(postings: Iterable[Posting], on: date) -> list[Person]:
    """What is known of each from the day on: one query for all of them."""
    people = {posting.user_id: Person(posting) for posting in postings}
    rows = Posting.objects.filter(user__in=people).from_day(on).select_related("unit", "home").order_by("starts_on")
    for row in rows:
        person = people[row.user_id]
        if not row.is_main:
            person.appointments.append(row)
        elif row.starts_on > on and not _is_return(row, person.posting):
            person.planned.append(row)
    return list(people.values())


def people_on_the_day(postings: Iterable[Posting], on: date) -> list[Person]:
    """What each was on that day alone, other posts beside it: one query for all of them."""
    people = {posting.user_id: Person(posting) for posting in postings}
    beside = Posting.objects.filter(user__in=people, is_main=False).valid(on).select_related("unit", "home")
    for row in beside.order_by("starts_on"):
        people[row.user_id].appointments.append(row)
    return list(people.values())


def _is_return(row: Posting, today: Posting) -> bool:
    """Whether the later posting only says that the person is back where he or she belongs today."""
    return row.status == Posting.Status.PRESENT and row.unit_id == (today.home_id or today.unit_id) and row.role == today.role


def posts_of(unit: Unit, on: date) -> dict[str, list[Posting]]:
    """Who commands the unit, acts for its commander and trains it, on the day or later; by role, in the order of days."""
    roles = (Posting.Role.COMMANDER, Posting.Role.ACTING_COMMANDER, Posting.Role.TRAINING_OFFICER)
    rows = Posting.objects.filter(Q(home=unit) | Q(home=None, unit=unit), role__in=roles).from_day(on)
    posts: dict[str, list[Posting]] = defaultdict(list)
    for row in rows.select_related("user__rank", "unit").order_by("starts_on", "user__name"):
        posts[row.role].append(row)
    return dict(posts)


def overwritten(user: User, starts_on: date, ends_on: date | None) -> list[Posting]:
    """Statuses of these days that another one would replace."""
    rows = Posting.objects.main().filter(user=user).from_day(starts_on).exclude(status=Posting.Status.PRESENT)
    return list(rows.filter(starts_on__lte=ends_on or date.max).select_related("unit").order_by("starts_on"))
