"""Deeds on the tree of units: add, rename, move, dissolve. One transaction each, with a line in the log."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.audit.services import note
from people.models import Country, Placement, Posting, Unit, User
from people.models.units import path_range
from people.postings import Refused
from people.services import hold_tree, place_below, place_unit

log = logging.getLogger("bluehelm.people")


@transaction.atomic
def add_unit(
    *, country: Country, name: str, short_name: str, kind: str, parent: Unit | None, on: date, by: User, at: datetime
) -> Unit:
    """A new unit under the parent (or at the top) from the day on; the same form sent twice adds one. Raises Refused."""
    hold_tree()
    beside = place_below(parent, on).get_children() if parent else Placement.objects.filter(depth=1)
    same = Unit.objects.filter(country=country, name=name, short_name=short_name, kind=kind)
    if twin := same.filter(pk__in=beside.filter(starts_on=on, ends_on=None).values("unit")).first():
        return twin
    unit = Unit.objects.create(country=country, name=name, short_name=short_name, kind=kind)
    place_unit(unit=unit, parent=parent, on=on)
    _log("unit added", unit, on, by, at, parent=parent.pk if parent else None)
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, short_name: str, kind: str, by: User, at: datetime) -> Unit:
    """A unit is called by its new name on every day, past ones too: the name is no part of history."""
    unit.name, unit.short_name, unit.kind = name, short_name, kind
    unit.save(update_fields=["name", "short_name", "kind"])
    log.info("unit renamed", extra={"data": {"unit": unit.pk, "by": by.pk}})
    note("unit renamed", by=by.pk, at=at, unit=unit.pk)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None, on: date, by: User, at: datetime) -> Placement:
    """Puts the unit with everything below it under another parent (None: at the top) from the day on. Raises Refused.

    Their places end on the day before and others begin; places that would have begun on that very day give way.
    """
    hold_tree()
    rows, above = movable(unit, parent, on)
    _end(rows, on, at)
    place = above.add_child(unit=unit, starts_on=on) if above else Placement.add_root(unit=unit, starts_on=on)
    _rebuild(rows, place, on)
    _log("unit moved", unit, on, by, at, parent=parent.pk if parent else None, units=len(rows))
    return place


@transaction.atomic
def movable(unit: Unit, parent: Unit | None, on: date) -> tuple[list[Placement], Placement | None]:
    """The places that a move on the day would take along, and the place to stand under. Raises Refused; changes nothing."""
    rows = _open_rows(unit, on)
    above = place_below(parent, on) if parent else None
    if above and above.path.startswith(rows[0].path):
        raise Refused(_("A unit cannot stand under itself or under what is below it."))
    if rows[0].path[: -Placement.steplen] == (above.path if above else ""):
        raise Refused(_("%(unit)s stands there already on that day.") % {"unit": unit})
    return rows, above


def _open_rows(unit: Unit, on: date) -> list[Placement]:
    """The unit's place on the day and those below it, all without an end. Raises Refused when later days hold changes."""
    top = Placement.objects.valid(on).filter(unit=unit).first()
    if top is None:
        raise Refused(_("%(unit)s is not in the tree on that day.") % {"unit": unit})
    rows = list(Placement.objects.filter(path_range(top.path)).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)))
    if any(row.ends_on is not None or row.starts_on > on for row in rows):
        raise Refused(
            _("A later change of %(unit)s or of what is below it is planned. Choose a day from then on.") % {"unit": unit}
        )
    return rows


def _end(rows: list[Placement], on: date, at: datetime) -> None:
    """Closes the places on the day before; those that begin on the day never were."""
    keys = [row.pk for row in rows]
    Placement.objects.filter(pk__in=keys, starts_on=on).delete()
    Placement.objects.filter(pk__in=keys).update(ends_on=on - timedelta(days=1), changed_at=at)


def _rebuild(rows: list[Placement], place: Placement, on: date) -> None:
    """The same shape below the new place: each path is its old one with another beginning."""
    old = rows[0]
    children = Counter(row.path[: -Placement.steplen] for row in rows[1:])
    below = [
        Placement(
            unit_id=row.unit_id,
            path=place.path + row.path[len(old.path) :],
            depth=place.depth + row.depth - old.depth,
            numchild=children[row.path],
            starts_on=on,
        )
        for row in rows[1:]
    ]
    Placement.objects.bulk_create(below, batch_size=500)
    place.numchild = children[old.path]
    place.save(update_fields=["numchild"])


@transaction.atomic
def dissolve_unit(*, unit: Unit, on: date, by: User, at: datetime) -> None:
    """Takes a unit out of the tree from the day on. Raises Refused while anybody is posted there or anything stands below."""
    Unit.objects.select_for_update().get(pk=unit.pk)  # whoever posts somebody here meanwhile waits
    hold_tree()
    dissolvable(unit, on)
    _end(_open_rows(unit, on), on, at)
    _log("unit dissolved", unit, on, by, at)


def dissolvable(unit: Unit, on: date) -> None:
    """Raises Refused when the unit cannot end on the day; changes nothing."""
    if len(_open_rows(unit, on)) > 1:
        raise Refused(_("Units stand below %(unit)s. Move or dissolve them first.") % {"unit": unit})
    if Posting.objects.from_day(on).filter(Q(unit=unit) | Q(home=unit)).exists():
        raise Refused(_("People are posted to %(unit)s on that day or later. Post them elsewhere first.") % {"unit": unit})


def _log(deed: str, unit: Unit, on: date, by: User, at: datetime, **more: Any) -> None:
    log.info(deed, extra={"data": {"unit": unit.pk, "on": on.isoformat(), "by": by.pk, **more}})
    note(deed, by=by.pk, at=at, unit=unit.pk, on=on.isoformat(), **more)
