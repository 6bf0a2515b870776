"""Whose figures and whose names a reader may see: one query for a unit, one for the entrance.

Commanders and training officers: figures and names of the own subtree as it stands today. Auditors: figures of every unit,
counts under five left out, and never a name. Administrators: everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import repeat
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Placement, Posting, Unit
from people.models.units import path_range, valid_on
from people.permissions import is_administrator, is_auditor
from people.tree.reading import placed

FORETOLD = timedelta(days=730)  # so far ahead tours and expiries are known


@dataclass(frozen=True)
class Sight:
    """A reader before a unit. ``path``: where it stood on the day of the question; ``own``: paths commanded or trained today.

    ``is_led``: the reader commands it, and so issues its documents and opens its people’s certificates. ``is_trained``: the
    reader looks after its training, and so enrols its people and opens classes for it.
    """

    pk: int
    path: str
    on: date
    today: date
    own: tuple[str, ...]
    is_own: bool
    is_everywhere: bool
    is_led: bool = False
    is_trained: bool = False

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def is_ahead(self) -> bool:
        """A day to come: told from what is known today."""
        return self.on > self.today

    @property
    def last_day(self) -> date:
        """The furthest day of which the reader is told: of the own subtree some years ahead, of other units today."""
        return self.today + FORETOLD if self.is_own else self.today

    @property
    def sees_names(self) -> bool:
        """Names are those of today: who has left is no longer the reader's to see."""
        return self.is_own and self.is_today

    @property
    def issues_documents(self) -> bool:
        """A document is the word of whoever commands; those who train the unit do not certify their own work."""
        return self.is_led and self.is_today

    @property
    def enrols(self) -> bool:
        return self.is_trained and self.is_today

    @property
    def top(self) -> str:
        """From where on the tree must be counted: what an auditor may see of a unit hangs on what stands beside it."""
        return self.path if self.is_own else self.path[: Placement.steplen]

    def reaches(self, path: str) -> bool:
        """Whether the reader may open the unit that stands at the path today."""
        return self.is_everywhere or path.startswith(self.own)


def sight_of(user: Any, pk: int, *, on: date, today: date) -> Sight | None:
    """None where the unit is not the reader's to see, or had no place on the day."""
    everywhere = is_administrator(user)
    held = Posting.objects.valid(today).filter(user=user, unit=OuterRef("unit"))
    commands, offices = held & Posting.objects.commands(), held & Posting.objects.training()
    places = Placement.objects.annotate(is_own=Exists(commands | offices), is_led=Exists(commands), is_trained=Exists(offices))
    rows = list(places.filter(valid_on(today) & (Q(unit=pk) | Q(is_own=True)) | valid_on(on) & Q(unit=pk)))
    own = tuple(row.path for row in rows if row.is_own and _stands(row, today))
    led = tuple(row.path for row in rows if row.is_led and _stands(row, today))
    trained = tuple(row.path for row in rows if row.is_trained and _stands(row, today))
    here = [row for row in rows if row.unit_id == pk]
    now = [row.path for row in here if _stands(row, today)]
    path = next((row.path for row in here if _stands(row, on)), None)
    is_own, is_led, is_trained = (everywhere or any(map(str.startswith, now, repeat(tops))) for tops in (own, led, trained))
    if path is None or not (is_own or is_auditor(user)):
        return None
    return Sight(pk, path, on, today, own, is_own, everywhere or is_auditor(user), is_led, is_trained)


def own_paths(sight: Sight) -> tuple[str, ...]:
    """Where the units that are the reader’s own today stood on the day of the question. One query for another day than today."""
    if sight.is_today or not sight.own:
        return sight.own
    within = reduce(or_, map(path_range, sight.own))
    units = Placement.objects.valid(sight.today).filter(within).order_by().values("unit")
    return tuple(Placement.objects.valid(sight.on).filter(unit__in=units).values_list("path", flat=True))


def _stands(place: Placement, on: date) -> bool:
    return place.starts_on <= on and (place.ends_on is None or place.ends_on >= on)


def remindable_units(user: Any, on: date) -> QuerySet[Unit]:
    """Units in the tree whose people the user may remind: commanders and officers in the own subtree; administrators all."""
    units = Unit.objects.visible_to(user, on) | Unit.objects.trained_by(user, on)
    return units.filter(pk__in=placed(on))


def top_units(user: Any, on: date) -> list[Unit]:
    """Where the reader enters: the units commanded or trained on the day; for administrators and auditors the tops as well."""
    places = Placement.objects.valid(on)
    posts = (Posting.objects.commands() | Posting.objects.training()).valid(on).filter(user=user)
    entrances = Q(unit__in=posts.values("unit"))
    if is_administrator(user):
        entrances = Q(depth=1)
    elif is_auditor(user):
        entrances |= Q(depth=1)
    return list(Unit.objects.filter(pk__in=places.filter(entrances).values("unit")))
