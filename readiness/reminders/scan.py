"""Who is to be reminded of what: people in chunks, what is asked of them, and what they hold.

Memory does not grow with the number of people: a chunk at a time, and beside it what grows with the tree of units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from credentials.demands import Demand, bearing_on
from credentials.models import Credential, ExternalCertificate
from credentials.posts import Post
from people.levels import Level
from people.models import Placement, Posting
from readiness.thresholds import DueDay, due_day

CHUNK = 500
KINDS_KEPT = 10_000  # how many posts with place, rank and level are remembered with what is asked there
COLUMNS = ("user", "user__language", "user__email", "unit", "status", "role", "user__rank", "user__rank__level")


@dataclass(frozen=True, slots=True)
class Person:
    """What a reminder needs to know of somebody; ``path``: the place of the unit in the tree, empty where it has none."""

    user: int
    language: str
    has_address: bool
    path: str
    is_excused: bool
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One achievement of which a person is to be reminded, and the day. ``is_overdue``: as the commander’s page says it."""

    person: Person
    achievement_key: str
    day: DueDay
    is_overdue: bool = False


class Ground:
    """Places, requirements and tours of a day: three queries for the whole tree."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.paths: dict[int, str] = dict(Placement.objects.valid(on).values_list("unit", "path"))
        self.bearing = bearing_on([""], on)
        self._kinds = lru_cache(KINDS_KEPT)(self.bearing.demands_on_posts)

    def asked_of(self, person: Person) -> list[Demand]:
        return self._kinds(person.posts) if person.path else []


def people_in_chunks(ground: Ground) -> Iterator[list[Person]]:
    """Everybody with an open account and a main posting on the day, by key, each once."""
    everybody = Posting.objects.main().valid(ground.on).filter(user__is_active=True)
    last = 0
    while chunk := people_of(everybody.filter(user__gt=last).order_by("user")[:CHUNK], ground):
        yield chunk
        last = chunk[-1].user


def people_of(postings: QuerySet[Posting], ground: Ground) -> list[Person]:
    """The people of these main postings, each once. Two queries."""
    rows = {row[0]: row for row in postings.values_list(*COLUMNS)}
    others = _other_posts(list(rows), ground.on)
    return [_person(row, others.get(user, []), ground) for user, row in rows.items()]


def _other_posts(users: list[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Unit and post of what each of them holds beside the main posting, such as an acting command. One query."""
    found: dict[int, list[tuple[int, str]]] = {}
    held = Posting.objects.valid(on).filter(user__in=users, is_main=False).order_by("unit", "role")
    for user, unit, role in held.values_list("user", "unit", "role"):
        found.setdefault(user, []).append((unit, role))
    return found


def _person(row: Any, others: list[tuple[int, str]], ground: Ground) -> Person:
    user, language, email, unit, status, role, rank, level = row
    path, level = ground.paths.get(unit, ""), level or Level.EVERYONE
    beside = [Post(ground.paths[unit], role, False, rank, level) for unit, role in others if unit in ground.paths]
    posts = (Post(path, role, True, rank, level), *beside)
    return Person(user, language, bool(email), path, status == Posting.Status.EXCUSED, posts)


def due_of(people: Iterable[Person], ground: Ground, key: str = "") -> Iterator[Due]:
    """What each of them is to be reminded of, near or far; ``key``: of this achievement only. One query."""
    asked = [(person, each) for person in people for each in ground.asked_of(person) if key in ("", each.achievement_key)]
    users = [person.user for person, _each in asked]
    own, others = last_days(users, ground.on), external_last_days(users, ground.on)
    for person, demand in asked:
        held = (person.user, demand.achievement_key)
        ends = others if demand.accepts_external and lasts_longer(others, own, held) else own
        is_valid = held in ends and (ends[held] or date.max) >= ground.on
        day = due_day(
            asked_by=demand.due_on,
            lasts_until=demand.needed_until,
            horizon_on=demand.horizon_on,
            is_held=held in ends,
            expires_on=ends.get(held),
            on=ground.on,
        )
        if day is not None:
            is_late = demand.due_on is not None and demand.due_on < ground.on
            yield Due(person, demand.achievement_key, day, is_overdue=is_late and not is_valid)


def lasts_longer(others: dict[Any, date | None], own: dict[Any, date | None], held: Any) -> bool:
    """Whether the certificate of others is held, and until a later day than the own."""
    return held in others and (held not in own or (others[held] or date.max) > (own[held] or date.max))


def external_last_days(users: list[int], on: date) -> dict[tuple[int, str], date | None]:
    """The same as ``last_days`` for approved certificates of others; of several the one that lasts longest."""
    rows = ExternalCertificate.objects.approved(on).filter(holder__in=set(users), earned_on__lte=on) if users else ()
    found: dict[tuple[int, str], date | None] = {}
    for row in sorted(rows, key=lambda row: row.expires_on or date.max):
        found[(row.holder_id, row.achievement_key)] = row.expires_on
    return found


def last_days(users: list[int], on: date) -> dict[tuple[int, str], date | None]:
    """The last day of what each of them holds, calls for renewal counted, also when it has passed; None: it never ends.

    {(user, achievement key): day}
    """
    if not users:
        return {}
    rows = Credential.objects.current().filter(holder__in=set(users), issued_on__lte=on)
    ending = rows.with_last_day(on).values_list("holder", "achievement_key", "last_day")
    return {(user, key): ends for user, key, ends in ending}
