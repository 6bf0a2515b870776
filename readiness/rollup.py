"""Counting a day for every unit and achievement, to be kept. Idempotent: the same day is counted anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from credentials.demands import STEP, Bearing, bearing_on
from credentials.models import Achievement
from credentials.models.credential import day_after
from people.models import Placement
from readiness.figures import Figures, classified, counted_by_unit, figures_from, people_at
from readiness.models import DailyFigure
from readiness.terms import TermsOfTree, terms_of

KEEP_DAYS = 35  # every day so far back; before that Mondays, from which the weeks are drawn
BATCH = 1000


def roll_up(*, on: date, at: datetime) -> int:
    """Counts the day as it is known at the moment; returns how many figures were kept.

    Four queries for the tree and what is asked, and for each achievement one to count, one to clear and a few to write.
    """
    places = list(Placement.objects.valid(on).order_by("path").values_list("path", "unit"))
    tops = [path for path, _unit in places if len(path) == STEP]
    bearing = bearing_on(tops, on)
    keys = sorted(set(Achievement.objects.values_list("key", flat=True)))
    return sum(_roll_up(key, places, tops, bearing, at) for key in keys)


@transaction.atomic
def _roll_up(key: str, places: list[tuple[str, int]], tops: list[str], bearing: Bearing, at: datetime) -> int:
    on = bearing.on
    terms = terms_of(bearing, key, tops)
    by_unit = figures_from(counted_by_unit(classified(people_at(Q(), on), key, terms, on)))
    of_tree, total = TermsOfTree(terms), _totals(places, by_unit)
    of_day = {"on": on, "achievement_key": key, "made_at": at}
    rows = [
        _figure(unit, by_unit.get(unit, Figures()), total[path], terms=of_tree.at(path).digest, **of_day) for path, unit in places
    ]
    DailyFigure.objects.filter(on=on, achievement_key=key).delete()
    return len(DailyFigure.objects.bulk_create(rows, batch_size=BATCH))


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
    """Today; yesterday, if it was last counted before it was over; and Mondays so many weeks back that were never counted."""
    yesterday = today - timedelta(days=1)
    mondays = {today - timedelta(days=today.weekday() + 7 * week) for week in range(weeks + 1)}
    behind = sorted((mondays | {yesterday}) - {today})
    final = {on for on, made_at in _made(behind) if on != yesterday or made_at >= day_after(yesterday)}
    return [*(day for day in behind if day not in final), today]


def _made(days: Iterable[date]) -> list[tuple[date, datetime]]:
    return list(DailyFigure.objects.filter(on__in=list(days)).order_by().values_list("on", "made_at").distinct())


def forget_days(*, today: date) -> int:
    """Takes away what is older than KEEP_DAYS and no Monday; returns how many figures."""
    old = DailyFigure.objects.filter(on__lt=today - timedelta(days=KEEP_DAYS)).exclude(on__iso_week_day=1)
    return old.delete()[0]
