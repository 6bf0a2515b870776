"""Postings as rows and as segments: what a new post does to the others, and writing it. Whoever writes holds the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from base.dates import in_words
from people.models import Placement, Posting, Unit, User
from people.status.segments import Segment, Served, away, begin, later, recast

BATCH = 500
COLUMNS = {
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "unit_id": "unit",
    "home_id": "home",
    "role": "role",
    "status": "status",
    "reason": "reason",
}


class Refused(Exception):
    """The record does not allow this deed; nothing was changed. The text says why, in the reader's language."""


@dataclass(frozen=True)
class Recasting:
    """One person's postings as they are and as they shall be."""

    user: int
    rows: list[Posting]
    segments: list[Segment]


def segment_of(row: Posting) -> Segment:
    """A posting as the plain values with which moves are reckoned."""
    return Segment(row.pk, row.starts_on, row.ends_on, row.unit_id, row.home_id, row.role, row.status, row.reason)


def posted(
    *, user: User, unit: Unit, role: str, on: date, today: date, until: date | None = None, rows: Iterable[Posting]
) -> Recasting:
    """What a new main posting would make of the others; changes nothing. Raises Refused where a served one would vanish."""
    known = list(rows)
    try:
        segments = begin(map(segment_of, known), unit=unit.pk, role=role, on=on, today=today, until=until)
    except Served as served:
        names = {"person": user.short_label, "unit": Unit.objects.get(pk=served.segment.belongs)}
        days = {"day": in_words(served.segment.starts_on)}
        text = _("%(person)s serves in %(unit)s since %(day)s: that stays. Choose a later day, or a last day before it.")
        raise Refused(text % (names | days)) from served
    return Recasting(user.pk, known, segments)


def refuse_nowhere(unit: Unit, first: date, last: date | None) -> None:
    """Whoever serves in a unit outside the tree counts in no strength, and nobody sees it.

    Raises Refused where the unit is not in it on the first day, or no longer on the last (None: for good).
    """
    places = Placement.objects.filter(unit=unit)
    if not places.valid(first).exists():
        raise Refused(_("%(unit)s is not in the tree on that day.") % {"unit": unit})
    if not (places.valid(last) if last else places.filter(ends_on=None)).exists():
        raise Refused(_("%(unit)s is dissolved before that. Give a last day on which it still stands.") % {"unit": unit})


def planned_after(rows: Iterable[Posting], on: date, until: date | None) -> Posting | None:
    """The first posting on these days that is another than the one held on the first of them."""
    known = {row.pk: row for row in rows}
    for segment in later(map(segment_of, known.values()), on):
        if segment.pk is not None and segment.starts_on <= (until or date.max):
            return known[segment.pk]
    return None


def leave_out_closed_days(*, user: User, closed_on: date | None, on: date, at: datetime) -> None:
    """An account opened again on the day: on the days it was closed (None: ever) the person was counted nowhere, and stays so."""
    first, last = closed_on or date.min, on - timedelta(days=1)
    if first > last:
        return
    rows = list(Posting.objects.main().filter(user=user))
    write_postings([Recasting(user.pk, rows, away(map(segment_of, rows), first, last))], at=at)


def change_role(*, posting: Posting, role: str, on: date, at: datetime) -> None:
    """Another role from the day on; before it the posting stays as it was."""
    segments = recast([segment_of(posting)], on, None, lambda segment: replace(segment, role=role))
    write_postings([Recasting(posting.user_id, [posting], segments)], at=at)


def write_postings(recastings: Iterable[Recasting], *, at: datetime) -> None:
    """Makes the rows say what the segments say. First what ends, so that never two main postings are open at a time."""
    gone, new = list[int](), list[Posting]()
    changed: dict[bool, dict[int, dict[str, Any]]] = {False: {}, True: {}}  # by whether the posting stays open
    touched = set[int]()
    recastings = list(recastings)
    for each in recastings:
        kept = {segment.pk: segment for segment in each.segments if segment.pk is not None}
        for row in each.rows:
            segment = kept.get(row.pk)
            if segment is None or segment.unit != row.unit_id:
                touched.add(row.unit_id)
            if segment is None:
                gone.append(row.pk)
            elif changes := _changes(row, segment):
                changed[segment.ends_on is None][row.pk] = changes | {"changed_at": at}
        is_main = all(row.is_main for row in each.rows)
        new += [_new(each.user, is_main, segment, at) for segment in each.segments if segment.pk is None]
    touch_units(units=touched, at=at)
    touch_people(users=[each.user for each in recastings], at=at)
    Posting.objects.filter(pk__in=gone).delete()
    for is_open in (False, True):
        update_alike(Posting.objects.all(), changed[is_open])
    Posting.objects.bulk_create(new, batch_size=BATCH)


def update_alike(rows: QuerySet[Any], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Changes rows by their key, all that get the same values at once: most of a list end, or rise, on one day."""
    alike: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    for key, values in changes.items():
        alike[tuple(sorted(values.items()))].append(key)
    for columns, keys in alike.items():
        for start in range(0, len(keys), BATCH):
            rows.filter(pk__in=keys[start : start + BATCH]).update(**dict(columns))


def _changes(row: Posting, segment: Segment) -> dict[str, Any]:
    return {column: value for column, value in _values(segment).items() if getattr(row, column) != value}


def _new(user: int, is_main: bool, segment: Segment, at: datetime) -> Posting:
    return Posting(user_id=user, is_main=is_main, changed_at=at, **_values(segment))


def _values(segment: Segment) -> dict[str, Any]:
    return {column: getattr(segment, name) for column, name in COLUMNS.items()}


def end_other_posts(*, posts: QuerySet[Posting], on: date, at: datetime) -> None:
    """Posts beside the main one end on the day before; those that would begin on the day or later never begin."""
    touch_people(users=list(posts.values_list("user", flat=True)), at=at)
    posts.filter(starts_on__gte=on).delete()
    posts.update(ends_on=on - timedelta(days=1), changed_at=at)


def touch_units(*, units: Iterable[Any], at: datetime) -> None:
    """Marks units as changed where no row is left to tell: somebody was counted there, and the posting is gone or elsewhere."""
    Placement.objects.filter(unit__in=units).update(changed_at=at)


def touch_people(*, users: Iterable[Any], at: datetime) -> None:
    """Marks people as changed: other things are asked of them, or other doors stand open to them from now on."""
    User.objects.filter(pk__in=users).update(changed_at=at)


def touch_posting(*, posting: Posting, at: datetime) -> None:
    """Marks whom and where a posting counted, before it goes."""
    touch_units(units=[posting.unit_id], at=at)
    touch_people(users=[posting.user_id], at=at)
