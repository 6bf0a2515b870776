"""A large house to be counted: people in units of eight levels, achievements, and two years of history, made in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.models import Locale

from base.models import HomePage
from courses.models import CoursePage, Enrolment
from credentials.models import Achievement, Credential, Deployment, Requirement
from people.models import Country, Placement, Posting, Rank, Unit, User

LEVELS = 8
PEOPLE_A_UNIT = 33  # 100,000 people in 3,000 units
BATCH = 2000
SEED = 20_261_201
KEYS = ("core", "command", "detention", "protection", "reporting")


@dataclass(frozen=True)
class House:
    """Paths of a unit of each level, from the top down, and the day for which it was made."""

    on: date
    units: list[int]
    people: int


def make_house(*, people: int, at: datetime) -> House:
    """Fills an empty, migrated database."""
    return _Making(people, at).make()


class _Making:
    def __init__(self, people: int, at: datetime) -> None:
        self.at, self.on, self.people = at, timezone.localdate(at), people
        self.random = random.Random(SEED)  # noqa: S311 - plausible, not secret
        self.start = self.on - timedelta(days=730)

    def make(self) -> House:
        country = Country.objects.create(code="QM", name="Meridia")
        ranks = [Rank.objects.create(country=country, name=f"R{n}", abbreviation=f"R{n}", level=n) for n in (1, 2, 3)]
        places = self._units(country, max(LEVELS, self.people // PEOPLE_A_UNIT))
        users = self._people(country, ranks)
        self._postings(users, [unit for unit, _path in places])
        courses = self._courses()
        self._records(users, courses)
        self._asked(places, [course.achievement for course in courses])
        return House(self.on, self._way_down(places), len(users))

    def _units(self, country: Country, count: int) -> list[tuple[int, str]]:
        """Units with their paths; each level about as many times larger as it takes to have eight of them."""
        paths = self._paths(count)
        units = _made(
            Unit,
            (
                Unit(country=country, name=f"Unit {n} of Meridia", short_name=f"U{n}", kind=Unit.Kind.COMPANY)
                for n in range(count)
            ),
        )
        children: dict[str, int] = {}
        for path in paths:
            children[path[:-4]] = children.get(path[:-4], 0) + 1
        _made(
            Placement,
            (
                Placement(
                    unit=unit,
                    path=path,
                    depth=len(path) // 4,
                    numchild=children.get(path, 0),
                    starts_on=self.start,
                    changed_at=self.at - timedelta(days=400),
                )
                for unit, path in zip(units, paths, strict=True)
            ),
        )
        return [(unit.pk, path) for unit, path in zip(units, paths, strict=True)]

    def _paths(self, count: int) -> list[str]:
        """Level by level, with a chain that reaches the eighth."""
        branching = max(2, round(count ** (1 / (LEVELS - 1))))
        levels, total = [["0001"]], 1
        while len(levels) < LEVELS and total < count:
            room = count - total - (LEVELS - 1 - len(levels))
            below = [f"{path}{n:04d}" for path in levels[-1] for n in range(1, branching + 2)][: max(1, room)]
            levels.append(below)
            total += len(below)
        last = levels[-1]
        extra = [f"{last[n % len(last)][:-4]}{n // len(last) + 100:04d}" for n in range(count - total)]
        return [path for level in levels for path in level] + extra

    def _people(self, country: Country, ranks: list[Rank]) -> list[User]:
        return _made(
            User,
            (
                User(
                    username=f"QM-{n}",
                    country=country,
                    service_number=str(n),
                    name=f"Amina Diallo {n}",
                    rank=ranks[min(2, n % 10 // 4)],
                    language=("en", "fr", "ar")[n % 3],
                    password="!",  # noqa: S106 - nobody signs in with it
                    changed_at=self.at - timedelta(days=400),
                )
                for n in range(100_000, 100_000 + self.people)
            ),
        )

    def _postings(self, users: list[User], units: list[int]) -> None:
        """One after another: most people have served in another unit before."""
        long_ago = self.at - timedelta(days=400)

        def rows() -> Iterator[Posting]:
            for n, user in enumerate(users):
                unit = units[n % len(units)]
                moved = self.start + timedelta(days=self.random.randint(30, 700))
                if n % 3 == 0:
                    earlier = units[(n * 7 + 1) % len(units)]
                    last = moved - timedelta(days=1)
                    yield Posting(user=user, unit_id=earlier, starts_on=self.start, ends_on=last, changed_at=long_ago)
                excused = {"status": "excused", "reason": "leave"} if n % 40 == 0 else {}
                starts = moved if n % 3 == 0 else self.start
                yield Posting(user=user, unit_id=unit, starts_on=starts, changed_at=long_ago, **excused)

        _made(Posting, rows())

    def _courses(self) -> list[CoursePage]:
        home, english = HomePage.objects.get(slug="home"), Locale.objects.get(language_code="en")
        courses = []
        for key in KEYS:
            achievement, _ = Achievement.objects.get_or_create(
                key=key, locale=english, defaults={"name": key.capitalize(), "validity_months": 12}
            )
            courses.append(
                home.add_child(instance=CoursePage(title=key.capitalize(), slug=f"course-{key}", achievement=achievement))
            )
        return courses

    def _records(self, users: list[User], courses: list[CoursePage]) -> None:
        """Two years: for each achievement three of four hold or held it, many for the second time; one of ten is under way."""
        for number, course in enumerate(courses):
            chosen = [user for user in users if self.random.random() < 0.75]
            _made(Credential, self._credentials(chosen, course, number))
            begun = (user for user in users if self.random.random() < 0.1)
            _made(Enrolment, (self._enrolment(user, course) for user in begun))

    def _credentials(self, users: list[User], course: CoursePage, number: int) -> Iterator[Credential]:
        for user in users:
            days = self.random.randint(1, 420)
            again = self.at - timedelta(days=days)
            if self.random.random() < 0.6:
                yield self._credential(user, course, f"{number}A{user.pk}", again - timedelta(days=300), superseded_at=again)
            yield self._credential(user, course, f"{number}B{user.pk}", again)

    def _credential(self, user: User, course: CoursePage, code: str, at: datetime, **extra: Any) -> Credential:
        on = timezone.localdate(at)
        return Credential(
            code=code,
            holder=user,
            achievement_id=course.achievement_id,
            achievement_key=course.achievement.key,
            title=course.title,
            holder_name=user.name,
            holder_service_number=user.username,
            level=1,
            language="en",
            issuer="Centre",
            issued_at=at,
            issued_on=on,
            expires_on=on + timedelta(days=365),
            **extra,
        )

    def _enrolment(self, user: User, course: CoursePage) -> Enrolment:
        at = self.at - timedelta(days=self.random.randint(1, 60))
        return Enrolment(learner=user, course=course, course_key=course.translation_key, level=1, started_at=at)

    def _asked(self, places: list[tuple[int, str]], achievements: list[Achievement]) -> None:
        """Everything of everybody, the second of commanders and staff; some units of the third level deploy."""
        long_ago = self.at - timedelta(days=700)
        top = places[0][0]
        for number, achievement in enumerate(achievements):
            levels = [2, 3] if number == 1 else []
            Requirement.objects.create(
                unit_id=top,
                achievement=achievement,
                due_on=self.on - timedelta(days=30),
                levels=levels,
                starts_on=self.start,
                changed_at=long_ago,
            )
        for unit, _path in [place for place in places if len(place[1]) == 12][:6]:
            Deployment.objects.create(
                unit_id=unit,
                mission="MINURA",
                starts_on=self.on + timedelta(days=60),
                ends_on=self.on + timedelta(days=240),
                announced_on=self.start,
                changed_at=long_ago,
            )

    def _way_down(self, places: list[tuple[int, str]]) -> list[int]:
        """A unit of each level, each below the one before where that is possible."""
        found, above = [], ""
        for level in range(1, LEVELS + 1):
            of_level = [place for place in places if len(place[1]) == 4 * level]
            if not of_level:
                break
            unit, path = next((place for place in of_level if place[1].startswith(above)), of_level[0])
            found.append(unit)
            above = path
        return found


def _made(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    return list(model._default_manager.bulk_create(list(rows), batch_size=BATCH))


def change_today(house: House, at: datetime, share: float = 0.002) -> int:
    """What a day brings after the roll-up: some earn, some begin, some are posted. Returns how many people."""
    users = list(User.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(1).sample(users, max(1, int(len(users) * share)))  # noqa: S311 - plausible, not secret
    course = CoursePage.objects.filter(achievement__key=KEYS[0]).select_related("achievement").get()
    busy = set(Enrolment.objects.open().filter(course_key=course.translation_key).values_list("learner", flat=True))
    Enrolment.objects.bulk_create(
        Enrolment(learner_id=pk, course=course, course_key=course.translation_key, level=1, started_at=at)
        for pk in chosen
        if pk not in busy
    )
    Posting.objects.filter(user__in=chosen[: len(chosen) // 4]).update(changed_at=at)
    return len(chosen)
