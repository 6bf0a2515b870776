"""Who is to be reminded of what: people in chunks, what is asked of them, and what they hold.

Memory does not grow with the number of people: a chunk at a time, and beside it what grows with the tree of units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from credentials.demands import DAYS_AFTER_TOUR, Demand, bearing_on
from credentials.models import Credential
from people.levels import Level
from people.models import Placement, Posting
from readiness.thresholds import DueDay, due_day

CHUNK = 500
KINDS_KEPT = 10_000  # how many (place, level, rank, post) are remembered with what is asked there
COLUMNS = ("user", "user__language", "user__email", "unit", "status", "role", "user__rank", "user__rank__level")


@dataclass(frozen=True, slots=True)
class Person:
    """What a reminder needs to know of somebody; ``path``: the place of the unit in the tree, empty where it has none."""

    user: int
    language: str
    has_address: bool
    path: str
    is_excused: bool
    role: str
    rank: int | None
    level: int


@dataclass(frozen=True, slots=True)
class Due:
    """One achievement of which a person is to be reminded, and the day."""

    person: Person
    achievement_key: str
    day: DueDay


@dataclass(frozen=True, slots=True)
class Asked:
    demand: Demand
    lasts_until: date | None


class Ground:
    """Places, requirements and tours of a day: three queries for the whole tree."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.paths: dict[int, str] = dict(Placement.objects.valid(on).values_list("unit", "path"))
        self.bearing = bearing_on([""], on)
        self._kinds = lru_cache(KINDS_KEPT)(self._ask)

    def asked_of(self, person: Person) -> list[Asked]:
        return self._kinds(person.path, person.level, person.rank, person.role) if person.path else []

    def _ask(self, path: str, level: int, rank: int | None, role: str) -> list[Asked]:
        tour = self.bearing.deployment_at(path)
        lasts_until = tour.ends_on + timedelta(days=DAYS_AFTER_TOUR) if tour else None
        demands = self.bearing.demands_at(path, level=level, rank=rank, role=role)
        return [Asked(demand, lasts_until) for demand in demands]


def people_in_chunks(ground: Ground) -> Iterator[list[Person]]:
    """Everybody with an open account and a main posting on the day, by key, each once."""
    everybody = Posting.objects.main().valid(ground.on).filter(user__is_active=True)
    last = 0
    while chunk := people_of(everybody.filter(user__gt=last).order_by("user")[:CHUNK], ground):
        yield chunk
        last = chunk[-1].user


def people_of(postings: QuerySet[Posting], ground: Ground) -> list[Person]:
    """The people of these postings, each once. One query."""
    people = {row[0]: _person(row, ground) for row in postings.values_list(*COLUMNS)}
    return list(people.values())


def _person(row: Any, ground: Ground) -> Person:
    user, language, email, unit, status, role, rank, level = row
    path, is_excused = ground.paths.get(unit, ""), status == Posting.Status.EXCUSED
    return Person(user, language, bool(email), path, is_excused, role, rank, level or Level.EVERYONE)


def due_of(people: Iterable[Person], ground: Ground, key: str = "") -> Iterator[Due]:
    """What each of them is to be reminded of, near or far; ``key``: of this achievement only. One query."""
    asked = [(person, each) for person in people for each in ground.asked_of(person) if key in ("", each.demand.achievement_key)]
    ends = last_days([person.user for person, _each in asked], ground.on)
    for person, each in asked:
        demand = each.demand
        held = (person.user, demand.achievement_key)
        day = due_day(
            asked_by=demand.due_on,
            lasts_until=each.lasts_until,
            horizon_on=demand.horizon_on,
            is_held=held in ends,
            expires_on=ends.get(held),
            on=ground.on,
        )
        if day is not None:
            yield Due(person, demand.achievement_key, day)


def last_days(users: list[int], on: date) -> dict[tuple[int, str], date | None]:
    """The last day of what each of them holds, also when it has passed; None: it never ends. {(user, achievement key): day}"""
    if not users:
        return {}
    rows = Credential.objects.current().filter(holder__in=set(users), issued_on__lte=on)
    return {(user, key): ends for user, key, ends in rows.values_list("holder", "achievement_key", "expires_on")}
