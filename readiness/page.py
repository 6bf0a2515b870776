"""The page of one unit on one day: what is asked, figures, sub-units, and the weeks behind. Eight queries at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from credentials.models import EXPIRING_DAYS, Achievement
from readiness.figures import Figures
from readiness.ground import Place, figures_on, places_on, totals
from readiness.models import DailyFigure
from readiness.permissions import Sight, own_paths
from readiness.shown import Said, Shown, everything, said_to_outsiders
from readiness.terms import Terms, TermsOfTree, asked_below, terms_of

WEEKS = 12


@dataclass(frozen=True)
class Asked:
    """The achievement that the page is about, the others there are, and the terms of the unit and of what stands below."""

    achievement: Achievement | None
    offered: list[Achievement]
    terms: TermsOfTree
    own: Terms

    @property
    def key(self) -> str:
        return self.achievement.key if self.achievement else ""

    @property
    def due_on(self) -> date | None:
        return self.own.due_on


@dataclass(frozen=True)
class Reading:
    """A unit on a day before somebody: the tree, and the figures of the people directly in each unit."""

    sight: Sight
    asked: Asked
    places: list[Place]
    by_unit: dict[int, Figures]

    @property
    def unit(self) -> Place:
        return next(place for place in self.places if place.path == self.sight.path)

    @property
    def below(self) -> list[Place]:
        """The unit and all that stand below it."""
        return [place for place in self.places if place.path.startswith(self.sight.path)]


def reading_of(sight: Sight, *, language: str, achievement_key: str) -> Reading:
    """Six queries, whatever the size of the tree."""
    asked = asked_of(sight, language, achievement_key)
    places = places_on(sight.top, asked.key, sight.on)
    by_unit = figures_on(places, sight.top, asked.key, asked.terms, sight.on)
    return Reading(sight, asked, places, by_unit)


# --- What is asked for ----------------------------------------------------------------------------


def asked_of(sight: Sight, language: str, key: str) -> Asked:
    """The achievement that the reader asked for, else the one required first, else the first there is."""
    offered = offered_achievements(language)
    bearing, holders = asked_below(sight.top, sight.on, today=sight.today)
    by_key = {achievement.key: achievement for achievement in offered}
    due = [(bearing.due_at(row, sight.path) or date.max, row) for row in bearing.requirements]
    binding = sorted(((day, row.pk, row.achievement.key) for day, row in due if sight.path.startswith(row.path)))
    below = sorted(((day, row.pk, row.achievement.key) for day, row in due if row.path.startswith(sight.path)))
    wanted = [key, *(found for _day, _pk, found in [*binding, *below]), *by_key]
    achievement = next((by_key[each] for each in wanted if each in by_key), None)
    terms = terms_of(bearing, achievement.key if achievement else "", [sight.top], holders, today=sight.today)
    return Asked(achievement, offered, terms, terms.at(sight.path))


def offered_achievements(language: str) -> list[Achievement]:
    """Each achievement once: in the language where it exists, else in English, else in any."""
    preference = {language: 0, "en": 1}
    by_key: dict[str, Achievement] = {}
    rows = Achievement.objects.select_related("locale")
    for row in sorted(rows, key=lambda a: preference.get(a.locale.language_code, 2)):
        by_key.setdefault(row.key, row)
    return sorted(by_key.values(), key=lambda a: a.name)


# --- The page -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of the bars and of the table. ``pk`` is None where the reader cannot open the unit."""

    name: str
    figures: Shown
    pk: int | None = None


@dataclass(frozen=True)
class Point:
    """One week: how many were ready of those of whom it was asked."""

    on: date
    ready: int
    required: int

    @property
    def per_cent(self) -> int:
        return self.ready * 100 // self.required if self.required else 0


@dataclass(frozen=True)
class ReadinessPage:
    """One unit on one day. ``direct``: people posted to it directly; ``horizon``: the days that “soon” means without a tour."""

    reading: Reading
    above: list[Place]
    total: Shown
    direct: Shown
    sub_units: list[Line]
    weeks: list[Point]
    horizon: int = EXPIRING_DAYS

    @property
    def unit(self) -> Place:
        return self.reading.unit

    @property
    def sight(self) -> Sight:
        return self.reading.sight

    @property
    def asked(self) -> Asked:
        return self.reading.asked

    @property
    def on(self) -> date:
        return self.sight.on

    @property
    def is_overdue(self) -> bool:
        return self.asked.due_on is not None and self.asked.due_on < self.on

    @property
    def has_direct(self) -> bool:
        return not self.direct.is_empty

    @property
    def is_partial(self) -> bool:
        """Whether something is left out because it would tell of fewer than five people."""
        return not all(shown.is_whole for shown in (self.total, self.direct, *(line.figures for line in self.sub_units)))

    @property
    def query(self) -> str:
        """What keeps the achievement and the day on the way to another unit; nothing where there is no choice."""
        kept = {"achievement": self.asked.key} if len(self.asked.offered) > 1 else {}
        kept |= {} if self.sight.is_today else {"on": self.on.isoformat()}
        return "?" + urlencode(kept) if kept else ""


def readiness_page(reading: Reading) -> ReadinessPage:
    """Two queries at most beyond the reading."""
    sight = reading.sight
    shown = _said(reading)
    children = [place for place in reading.below if place.parent == sight.path]
    lines = [_line(place, shown.totals[place.path], sight) for place in children]
    above = [place for place in reading.places if _stands_above(place, sight)]
    weeks = _weeks(reading) if sight.is_own and not sight.is_ahead else []
    return ReadinessPage(reading, above, shown.totals[sight.path], shown.direct, lines, weeks)


def _said(reading: Reading) -> Said:
    places, by_unit, sight = reading.places, reading.by_unit, reading.sight
    if sight.is_own:
        return everything(places, by_unit, sight.path)
    return said_to_outsiders(places, by_unit, sight.path, own_paths(sight))


def _line(place: Place, figures: Shown, sight: Sight) -> Line:
    """A unit that has moved away since the day, or comes only later, is counted there, but not opened from here."""
    stands = place.starts_on <= sight.today and (place.ends_on is None or place.ends_on >= sight.today)
    return Line(place.name, figures, place.pk if stands and sight.reaches(place.path) else None)


def _stands_above(place: Place, sight: Sight) -> bool:
    return place.path != sight.path and sight.path.startswith(place.path) and sight.reaches(place.path)


def _weeks(reading: Reading) -> list[Point]:
    """The Mondays behind, as they were counted, and the day itself; nothing before the second week."""
    on, sight = reading.sight.on, reading.sight
    mondays = [on - timedelta(days=on.weekday() + 7 * week) for week in range(WEEKS + 1)]
    kept = DailyFigure.objects.filter(unit=sight.pk, achievement_key=reading.asked.key, on__in=mondays, on__lt=on)
    points = [Point(*row) for row in kept.order_by("on").values_list("on", "total_ready", "total_required")]
    now = totals(reading.below, reading.by_unit, len(sight.path)).get(sight.path, Figures())
    return [*points, Point(on, now.ready, now.required)] if points else []
