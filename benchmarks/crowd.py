"""A crowd to be reminded: a tree of units eight levels deep, people with postings, requirements, and some certificates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

CHUNK = 2_000
BELOW_EACH = 3
LONG_AGO = date(2024, 1, 1)
LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Ask:
    """One achievement asked of everybody: due so many days after the day, and the share of people who hold it."""

    due_in: int
    held_by: float


USUAL = (Ask(60, 0.3), Ask(30, 0.9), Ask(7, 0.9), Ask(-7, 0.95), Ask(200, 0.1))


def make_crowd(*, people: int, units: int, on: date, asks: Sequence[Ask] = USUAL) -> None:
    """Fills an empty database; the first person of each unit commands it, every tenth has no address, every twentieth leave."""
    from people.models import Country

    country = Country.objects.create(code="QM", name="Meridia")
    keys = _units(country, units)
    users = _people(country, people)
    _postings(users, keys, on)
    for number, ask in enumerate(asks):
        _ask(number, ask, keys[0], users, on)


def _units(country: Any, count: int) -> list[int]:
    from people.models import Placement, Unit

    rows = [Unit(country=country, name=f"Unit {n}", short_name=f"U{n}", kind="company") for n in range(count)]
    made = Unit.objects.bulk_create(rows, batch_size=CHUNK)
    paths: list[str] = []
    for n in range(count):
        above = "" if n == 0 else paths[(n - 1) // BELOW_EACH]
        paths.append(Placement._get_path(above, len(above) // Placement.steplen + 1, (n - 1) % BELOW_EACH + 1 if n else 1))
    below = [min(BELOW_EACH, max(0, count - 1 - n * BELOW_EACH)) for n in range(count)]
    places = [
        Placement(unit=unit, path=path, depth=len(path) // Placement.steplen, numchild=children, starts_on=LONG_AGO)
        for unit, path, children in zip(made, paths, below, strict=True)
    ]
    Placement.objects.bulk_create(places, batch_size=CHUNK)
    return [unit.pk for unit in made]


def _people(country: Any, count: int) -> list[int]:
    from people.models import User

    def person(n: int) -> Any:
        number = str(100_000 + n)
        email = "" if n % 10 == 0 else f"p{number}@example.org"
        language = LANGUAGES[n % len(LANGUAGES)]
        name = f"Person {number}"
        return User(
            country=country,
            service_number=number,
            username=f"QM-{number}",
            name=name,
            email=email,
            language=language,
        )

    return [
        user.pk for chunk in _chunks(count) for user in User.objects.bulk_create([person(n) for n in chunk], batch_size=CHUNK)
    ]


def _chunks(count: int) -> Iterator[range]:
    yield from (range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK))


def _postings(users: list[int], units: list[int], on: date) -> None:
    from people.models import Posting

    def posting(n: int) -> Any:
        is_away = n % 20 == 19
        return Posting(
            user_id=users[n],
            unit_id=units[n % len(units)],
            role="commander" if n < len(units) else "member",
            status="excused" if is_away else "present",
            reason="leave" if is_away else "",
            starts_on=LONG_AGO,
        )

    for chunk in _chunks(len(users)):
        Posting.objects.bulk_create([posting(n) for n in chunk], batch_size=CHUNK)


def _ask(number: int, ask: Ask, root: int, users: list[int], on: date) -> None:
    """The requirement at the top, and certificates of those who hold it: valid for a year beyond the day."""
    from wagtail.models import Locale

    from credentials.models import Achievement, Credential, Requirement

    locale, _ = Locale.objects.get_or_create(language_code="en")
    key = f"course-{number}"
    achievement = Achievement.objects.create(key=key, locale=locale, name=f"Course {number}")
    Requirement.objects.create(unit_id=root, achievement=achievement, due_on=on + timedelta(days=ask.due_in), starts_on=LONG_AGO)
    issued_at = datetime.combine(on - timedelta(days=100), time(8), UTC)
    same = {"achievement": achievement, "achievement_key": key, "title": achievement.name, "holder_name": "Person", "level": 1}
    same |= {"issued_at": issued_at, "issued_on": issued_at.date(), "expires_on": on + timedelta(days=365), "issuer": "Centre"}
    random = Random(number)  # noqa: S311
    holders = [user for user in users if random.random() < ask.held_by]
    for chunk in _chunks(len(holders)):
        rows = [Credential(code=f"{number}-{holders[n]}", holder_id=holders[n], language="en", **same) for n in chunk]
        Credential.objects.bulk_create(rows, batch_size=CHUNK)
