"""The tree of units on a day with the figures of each: those kept by the roll-up, and anew what changed since.

The same figures either way: without a roll-up everybody is counted now. A fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from courses.models import Enrolment
from credentials.models import Credential, ExternalCertificate
from credentials.models.credential import day_after
from people.models import Placement, Posting, Unit, User
from people.models.units import path_range, valid_on
from readiness.figures import AT, Figures, classified, counted_by_unit, figures_from, people_at, together
from readiness.terms import TermsOfTree

STEP = Placement.steplen
CHANGED = "changed"
MARGIN = timedelta(minutes=10)  # a deed may be dated before the roll-up and be committed after it
FEW = 200  # so many units with other terms are counted by themselves; beyond that, all at once
KEPT = (*Figures._fields, "terms", "made_at")


@dataclass(frozen=True)
class Kept:
    """What the roll-up kept of a unit's own people."""

    figures: Figures
    terms: str
    made_at: datetime


@dataclass(frozen=True)
class Place:
    """A unit where it stands on the day. ``starts_on``, ``ends_on``: the first and, if it is known, the last day there."""

    path: str
    pk: int
    name: str
    short_name: str
    starts_on: date
    ends_on: date | None
    kept: Kept | None

    @property
    def parent(self) -> str:
        return self.path[:-STEP]


def places_on(top: str, key: str, on: date) -> list[Place]:
    """The units above, at and below a path on the day, in tree order, each with what the roll-up kept of it. One query."""
    above = Q(path__in=[top[:end] for end in range(STEP, len(top), STEP)])
    of_the_day = Q(unit__daily_figures__on=on, unit__daily_figures__achievement_key=key)
    rows = (
        Placement.objects.valid(on)
        .filter(path_range(top) | above)
        .annotate(kept=FilteredRelation("unit__daily_figures", condition=of_the_day))
        .order_by("path")
        .values_list(
            "path", "unit", "unit__name", "unit__short_name", "starts_on", "ends_on", *(f"kept__{name}" for name in KEPT)
        )
    )
    return [_place(*row) for row in rows]


def _place(path: str, pk: int, *columns: Any) -> Place:
    name, short_name, starts_on, ends_on, *kept = columns
    return Place(path, pk, name, short_name, starts_on, ends_on, _kept(*kept))


def _kept(*columns: Any) -> Kept | None:
    *figures, terms, made_at = columns
    return Kept(Figures(*figures), terms, made_at) if terms is not None else None


def figures_on(places: list[Place], top: str, key: str, terms: TermsOfTree, on: date) -> dict[int, Figures]:
    """Figures of the people posted directly to each unit at and below the top. One query."""
    within = [place for place in places if place.path.startswith(top)]
    kept = {place.pk: place.kept for place in within if place.kept is not None}
    stale = stale_of(within, terms)
    if not kept or len(stale) > FEW:
        return figures_from(counted_by_unit(classified(people_at(path_range(top, AT), on), key, terms, on)))
    since = min(each.made_at for each in kept.values()) - MARGIN
    changed = _changed(stale, key, since, on)
    people = classified(people_at(path_range(top, AT) & Q(unit__in=changed), on), key, terms, on)
    named = Unit.objects.filter(pk__in=changed).order_by()
    rows = list(counted_by_unit(people).union(named.values_list("pk", Value(CHANGED, CharField()), Value(0)), all=True))
    anew = {unit for unit, standing, _people in rows if standing == CHANGED}
    found = figures_from(row for row in rows if row[1] != CHANGED)
    return {unit: each.figures for unit, each in kept.items() if unit not in anew} | found


def stale_of(places: Iterable[Place], terms: TermsOfTree) -> list[int]:
    """Units of which nothing was kept, or under other terms."""
    return [place.pk for place in places if place.kept is None or place.kept.terms != terms.digest_at(place.path)]


# Every set below is found by one index and joined by a union: an “or” over several makes a database read the whole tree.


def _changed(stale: list[int], key: str, since: datetime, on: date) -> QuerySet:
    """The units that are stale, and those about which something that bears on the day was written since the moment."""
    main = Posting.objects.main()
    named = Unit.objects.filter(pk__in=stale).order_by().values("pk")
    moved = main.filter(changed_at__gt=since, starts_on__lte=on).order_by().values("unit")
    people = main.filter(valid_on(on), user__in=_people_changed(key, since, on)).order_by().values("unit")
    marked = Placement.objects.filter(changed_at__gt=since).order_by().values("unit")
    return named.union(moved, people, marked)


def _people_changed(key: str, since: datetime, on: date) -> QuerySet:
    """Who earned or lost it, was called to renew it, began or finished, or whose rank or account changed."""

    def lately(moment: str) -> Q:
        return Q(**{f"{moment}__gt": since, f"{moment}__lt": day_after(on)})

    of_key = Credential.objects.filter(achievement_key=key).order_by().values("holder")
    earned = of_key.filter(issued_at__gt=since, issued_on__lte=on)
    called = of_key.filter(
        renewal_called_on__gte=timezone.localdate(since), renewal_called_on__lte=on, renewal_call__called_at__gt=since
    )
    begun = Enrolment.objects.filter(course__achievement__key=key).order_by().values("learner")
    others = ExternalCertificate.objects.filter(achievement_key=key).order_by().values("holder")
    accounts = User.objects.filter(changed_at__gt=since).order_by().values("pk")
    return earned.union(
        of_key.filter(lately("revoked_at")),
        of_key.filter(lately("superseded_at")),
        called,
        begun.filter(lately("started_at")),
        begun.filter(lately("completed_at")),
        others.filter(lately("decided_at")),
        others.filter(lately("withdrawn_at")),
        accounts,
    )


def totals(places: Iterable[Place], by_unit: dict[int, Figures], depth: int) -> dict[str, Figures]:
    """Figures of each path of so many characters, together with all that stands below it."""
    parts: dict[str, list[Figures]] = {}
    for place in places:
        if len(place.path) >= depth and place.pk in by_unit:
            parts.setdefault(place.path[:depth], []).append(by_unit[place.pk])
    return {path: together(each) for path, each in parts.items()}
