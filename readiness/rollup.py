"""Counting a day for every unit and achievement, to be kept. Idempotent: the same day again counts what changed since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from credentials.demands import STEP, bearing_on
from credentials.models import Achievement
from credentials.models.credential import day_after
from credentials.posts import holders_within
from people.models import Placement
from readiness.figures import Figures, classified, counted_by_unit, figures_from, people_at, together
from readiness.ground import FEW, figures_on, places_on, stale_of
from readiness.models import DailyFigure
from readiness.terms import TermsOfTree, terms_of

KEEP_DAYS = 35  # every day so far back; before that Mondays, from which the weeks are drawn
BATCH = 1000
OF_DAY = ("on", "achievement_key", "unit")
UNITS_A_QUERY = 10_000  # fewer questions cost less, but a database takes so many values only
SAID = (*Figures._fields, "strength", "total_required", "total_ready", "terms")


def roll_up(*, on: date, at: datetime) -> int:
    """Counts the day as it is known at the moment; returns how many figures were kept.

    Five queries for the tree and what is asked, and for each achievement as many to count as there are different terms, one to
    clear and a few to write.
    """
    places = list(Placement.objects.valid(on).order_by("path").values_list("path", "unit"))
    tops = [path for path, _unit in places if len(path) == STEP]
    today = timezone.localdate(at)
    bearing, holders = bearing_on(tops, on), holders_within(tops, on, today=today)
    keys = sorted(set(Achievement.objects.values_list("key", flat=True)))
    return sum(_roll_up(key, places, terms_of(bearing, key, tops, holders, today=today), on, at) for key in keys)


@transaction.atomic
def _roll_up(key: str, places: list[tuple[str, int]], terms: TermsOfTree, on: date, at: datetime) -> int:
    """Writes what is not kept already; all of it is as of the moment from then on. Two at once write one after the other."""
    of_key = DailyFigure.objects.filter(on=on, achievement_key=key)
    kept = {unit: said for unit, *said in of_key.order_by().values_list("unit", *SAID)}
    by_unit = _mended(key, terms, on) if kept else None
    rows = _rows(places, by_unit or _counted(key, places, terms, on), terms, {"on": on, "achievement_key": key, "made_at": at})
    written = [row for row in rows if kept.get(row.unit_id) != [getattr(row, name) for name in SAID]]
    of_key.filter(unit__in=kept.keys() - {row.unit_id for row in rows}).delete()
    if kept:
        of_key.update(made_at=at)
    DailyFigure.objects.bulk_create(
        written, batch_size=BATCH, update_conflicts=True, unique_fields=OF_DAY, update_fields=[*SAID, "made_at"]
    )
    return len(rows)


def _rows(
    places: list[tuple[str, int]], by_unit: dict[int, Figures], terms: TermsOfTree, of_day: dict[str, Any]
) -> list[DailyFigure]:
    """A figure of every unit, whether or not anybody is in it."""
    total = _totals(places, by_unit)
    return [
        _figure(unit, by_unit.get(unit, Figures()), total[path], terms=terms.digest_at(path), **of_day) for path, unit in places
    ]


def _mended(key: str, terms: TermsOfTree, on: date) -> dict[int, Figures] | None:
    """What was kept of the day, with the units counted anew about which something was written since, as for a page.

    None where that is no less work than counting everybody.
    """
    places = places_on("", key, on)
    is_worth_it = len(stale_of(places, terms)) <= FEW
    return figures_on(places, "", key, terms, on) if is_worth_it else None


def _counted(key: str, places: list[tuple[str, int]], terms: TermsOfTree, on: date) -> dict[int, Figures]:
    """Figures of the people directly in each unit, those under the same terms together.

    Under one set of terms the condition is short. Where a database must find those of each person by the path, as for a page,
    it compares the path with every stretch a dozen times a person.
    """
    alone = Q(user__in=[one.user for one in terms.personal])
    groups = [(each, Q(user__in=users)) for each, users in terms.people_alike()]
    for each, units in terms.units_alike(places):
        pieces = [Q(unit__in=units[start : start + UNITS_A_QUERY]) for start in range(0, len(units), UNITS_A_QUERY)]
        groups += [(each, ~alone & piece) for piece in ([Q()] if len(units) == len(places) else pieces)]
    found: dict[int, list[Figures]] = {}
    for each, condition in groups:
        people = classified(people_at(condition, on), key, TermsOfTree([each]), on)
        for unit, figures in figures_from(counted_by_unit(people)).items():
            found.setdefault(unit, []).append(figures)
    return {unit: together(parts) for unit, parts in found.items()}


def _totals(places: list[tuple[str, int]], by_unit: dict[int, Figures]) -> dict[str, tuple[int, int]]:
    """(of whom it is asked, who is ready) with all that stands below, by path."""
    found: dict[str, tuple[int, int]] = {path: (0, 0) for path, _unit in places}
    for path, unit in places:
        own = by_unit.get(unit, Figures())
        for end in range(STEP, len(path) + 1, STEP):
            if path[:end] in found:
                required, ready = found[path[:end]]
                found[path[:end]] = (required + own.required, ready + own.ready)
    return found


def _figure(unit: int, own: Figures, total: tuple[int, int], **kept: Any) -> DailyFigure:
    required, ready = total
    return DailyFigure(unit_id=unit, strength=own.strength, total_required=required, total_ready=ready, **own._asdict(), **kept)


def days_to_roll_up(*, today: date, weeks: int) -> list[date]:
    """Today; yesterday, and Mondays so many weeks back, unless all of it was counted once the day was over."""
    mondays = {today - timedelta(days=today.weekday() + 7 * week) for week in range(weeks + 1)}
    behind = sorted((mondays | {today - timedelta(days=1)}) - {today})
    keys, final = set(Achievement.objects.values_list("key", flat=True)), _final(behind)
    return [*(day for day in behind if not keys <= final.get(day, set())), today]


def _final(days: list[date]) -> dict[date, set[str]]:
    """Achievements of which each of the days was last counted after its end: a run may have been missed, or have died halfway."""
    made = DailyFigure.objects.filter(on__in=days).order_by().values_list("on", "achievement_key").annotate(Min("made_at"))
    found: dict[date, set[str]] = {}
    for on, key, made_at in made:
        if made_at >= day_after(on):
            found.setdefault(on, set()).add(key)
    return found


def forget_days(*, today: date) -> int:
    """Takes away what is older than KEEP_DAYS and no Monday; returns how many figures."""
    old = DailyFigure.objects.filter(on__lt=today - timedelta(days=KEEP_DAYS)).exclude(on__iso_week_day=1)
    return old.delete()[0]
