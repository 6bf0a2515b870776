"""An officer reminds a group: the people of a unit in a state, for one achievement, at most once a day each."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from credentials.demands import bearing_on
from credentials.models import Achievement
from people.models import Notice, Placement, Posting, Unit, User
from people.models.units import path_range
from people.services import Message
from readiness.figures import AT, STATES, classified, people_at
from readiness.models import Reminder
from readiness.reminders import texts
from readiness.reminders.scan import CHUNK, Ground, Person, due_of, people_of
from readiness.reminders.services import ROWS_A_WRITE, lock_people, tell, where_to_act
from readiness.terms import asked_below, terms_of
from readiness.thresholds import DueDay

log = logging.getLogger("bluehelm.readiness")
REMINDED = [state for state in STATES if state not in ("qualified", "not-required", "excused")]


@dataclass(frozen=True)
class Group:
    """Whom a reminder is for, on the day it is asked for."""

    unit: Unit
    achievement: Achievement
    state: str
    on: date

    @property
    def postings(self) -> QuerySet[Any]:
        """Those of the subtree of whom something is asked; never those who hold a lasting credential or are excused."""
        key, path = self.achievement.key, place_of(self.unit, self.on)
        bearing, holders = asked_below(path, self.on, today=self.on)
        terms = terms_of(bearing, key, [path], holders, today=self.on)
        people = classified(people_at(path_range(path, AT), self.on), key, terms, self.on)
        return people.filter(standing__in=[state for state in REMINDED if self.state in ("", state)])

    @property
    def waiting(self) -> QuerySet[Any]:
        """Those who were not reminded of it today, and not by hand of anything."""
        return self.postings.exclude(user__in=reminded_today(self.achievement.key, self.on).values("user"))


def reminded_today(achievement_key: str, on: date) -> QuerySet[Reminder]:
    """What stops another reminder by hand: one by hand, or any of this achievement."""
    told = Reminder.objects.delivered().filter(on=on)
    return told.filter(Q(threshold__isnull=True) | Q(achievement_key=achievement_key))


@dataclass(frozen=True)
class Preview:
    """What so many people would read."""

    language: str
    people: int
    text: str


@dataclass(frozen=True)
class Plan:
    """What a reminder would do. ``told``: how many were reminded today already."""

    previews: list[Preview]
    told: int

    @property
    def people(self) -> int:
        return sum(each.people for each in self.previews)


def plan_of(group: Group) -> Plan:
    """Figures and words before anything happens; the day in them is that of the unit. A fixed number of queries."""
    by_language = group.waiting.order_by().values_list("user__language").annotate(people=Count("user", distinct=True))
    names, day = texts.achievement_names().get(group.achievement.key, {}), unit_day(group)
    previews = [
        Preview(language, people, texts.by_hand(language, texts.name_in(names, language), day, group.on))
        for language, people in sorted(by_language)
    ]
    everybody = group.postings.order_by().values("user").distinct().count()
    return Plan(previews, everybody - sum(each.people for each in previews))


def place_of(unit: Unit, on: date) -> str:
    """Where the unit stands on the day. Raises Placement.DoesNotExist when it stands nowhere."""
    return Placement.objects.valid(on).get(unit=unit).path


def unit_day(group: Group) -> DueDay | None:
    """The day by which the unit itself is asked, for a member without a rank; somebody may have a day of the own."""
    path = place_of(group.unit, group.on)
    demands = bearing_on([path], group.on).demands_at(path, level=1, rank=None, role=Posting.Role.MEMBER)
    days = [each.due_on for each in demands if each.achievement_key == group.achievement.key and each.due_on]
    return DueDay(days[0]) if days else None


def remind_group(*, group: Group, by: User, at: datetime) -> int:
    """Reminds all who wait, chunk by chunk; repeating it the same day adds nobody. Returns how many were reminded."""
    ground, names = Ground(group.on), texts.achievement_names().get(group.achievement.key, {})
    deed = _Deed(group, ground, names, by, at)
    count = sum(_remind(deed, people) for people in _chunks(group, ground))
    data = {"by": by.pk, "unit": group.unit.pk, "achievement": group.achievement.key, "count": count}
    log.info("group reminded", extra={"data": data})
    return count


@dataclass(frozen=True)
class _Deed:
    """What stays the same from chunk to chunk."""

    group: Group
    ground: Ground
    names: dict[str, str]
    by: User
    at: datetime


def _chunks(group: Group, ground: Ground) -> Iterator[list[Person]]:
    users = sorted(set(group.waiting.order_by().values_list("user", flat=True)))
    for start in range(0, len(users), CHUNK):
        chosen = users[start : start + CHUNK]
        yield people_of(Posting.objects.main().valid(group.on).filter(user__in=chosen).order_by("user"), ground)


@transaction.atomic
def _remind(deed: _Deed, people: list[Person]) -> int:
    group = deed.group
    lock_people({person.user for person in people})
    told = reminded_today(group.achievement.key, group.on).filter(user__in={person.user for person in people})
    taken = set(told.values_list("user", flat=True))
    fresh = [person for person in people if person.user not in taken]
    days = {each.person.user: each.day for each in due_of(fresh, deed.ground, group.achievement.key)}
    notices = tell(fresh, [_message(deed, person, days.get(person.user)) for person in fresh], deed.at, deed.by)
    rows = [_row(deed, days.get(person.user), notice) for person, notice in zip(fresh, notices, strict=True)]
    return len(Reminder.objects.bulk_create(rows, batch_size=ROWS_A_WRITE))


def _message(deed: _Deed, person: Person, day: DueDay | None) -> Message:
    name = texts.name_in(deed.names, person.language)
    return Message(person.user, texts.by_hand(person.language, name, day, deed.group.on), person.language, where_to_act())


def _row(deed: _Deed, day: DueDay | None, notice: Notice) -> Reminder:
    return Reminder(
        user_id=notice.user_id,
        achievement_key=deed.group.achievement.key,
        due_on=day.on if day else None,
        by=deed.by,
        on=deed.group.on,
        at=deed.at,
        notice=notice,
    )
