"""Once a day, figures to whoever commands: how many of the own people were reminded, and how many are overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from people.models import Placement, Posting
from people.models.units import valid_on
from people.services import Message, notify_people
from readiness.models import Digest, Reminder
from readiness.reminders import texts
from readiness.reminders.services import ROWS_A_WRITE, lock_people, write_letters

CHUNK = 200
WEEKLY_ON = 0  # Monday: overdue people are named again although nobody was reminded
Figures = tuple[int, int]


def send_digests(*, overdue: Counter[str], on: date, at: datetime) -> int:
    """A digest to every commander who has something to hear, at most one a day; returns how many were written now.

    ``overdue``: people by the path of their unit. Something to hear is: somebody was reminded today; or somebody is
    overdue and it is Monday.
    """
    reminded, late = with_all_above(reminded_on(on)), with_all_above(overdue)
    return sum(_send(commanders, reminded, late, on, at) for commanders in _commanders(on))


def reminded_on(on: date) -> Counter[str]:
    """How many people were reminded on the day, by the path of the unit in which they serve."""
    postings = Posting.objects.main().valid(on).filter(valid_on(on, "unit__placements__"))
    told = postings.filter(user__in=Reminder.objects.delivered().filter(on=on).values("user"))
    return Counter(dict(told.order_by().values_list("unit__placements__path").annotate(people=Count("user", distinct=True))))


def with_all_above(figures: Counter[str]) -> Counter[str]:
    """The figures of each place with everything below it."""
    step, sums = Placement.steplen, Counter[str]()
    for path, number in figures.items():
        for end in range(step, len(path) + 1, step):
            sums[path[:end]] += number
    return sums


def _commanders(on: date) -> Iterator[list[Any]]:
    """Chunks of (user, language, whether there is an address, [(path, name) of the units commanded])."""
    commands = Posting.objects.commands().valid(on).filter(valid_on(on, "unit__placements__"), user__is_active=True)
    rows = commands.order_by("user", "unit__placements__path").values_list(
        "user", "user__language", "user__email", "unit__placements__path", "unit__name"
    )
    found: dict[int, Any] = {}
    for user, language, email, path, name in rows:
        units = found.setdefault(user, (user, language, bool(email), []))[3]
        if not any(path.startswith(above) for above, _name in units):
            units.append((path, name))
    commanders = list(found.values())
    yield from (commanders[start : start + CHUNK] for start in range(0, len(commanders), CHUNK))


@transaction.atomic
def _send(commanders: list[Any], reminded: Counter[str], late: Counter[str], on: date, at: datetime) -> int:
    users = [commander[0] for commander in commanders]
    lock_people(users)
    told = set(Digest.objects.filter(user__in=users, on=on).values_list("user", flat=True))
    figures = {user: _figures(units, reminded, late) for user, _language, _address, units in commanders}
    fresh = [each for each in commanders if each[0] not in told and _is_worth_it(figures[each[0]], on)]
    messages = [_message(each, figures[each[0]]) for each in fresh]
    notices = notify_people(messages=messages, at=at)
    write_letters([n for n, each in zip(notices, fresh, strict=True) if each[2]], is_digest=True)
    rows = [
        Digest(user_id=each[0], on=on, reminded=figures[each[0]][0], overdue=figures[each[0]][1], notice=notice)
        for each, notice in zip(fresh, notices, strict=True)
    ]
    return len(Digest.objects.bulk_create(rows, batch_size=ROWS_A_WRITE))


def _figures(units: list[tuple[str, str]], reminded: Counter[str], late: Counter[str]) -> Figures:
    return sum(reminded[path] for path, _name in units), sum(late[path] for path, _name in units)


def _is_worth_it(figures: Figures, on: date) -> bool:
    reminded, overdue = figures
    return reminded > 0 or (overdue > 0 and on.weekday() == WEEKLY_ON)


def _message(commander: Any, figures: Figures) -> Message:
    user, language, _address, units = commander
    text = texts.digest(language, [name for _path, name in units], *figures)
    return Message(user, text, language, reverse("readiness:index"))
