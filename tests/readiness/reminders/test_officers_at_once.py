"""Two officers press at the same moment, and two schedulers run: each person hears once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from people.models import Notice
from readiness.models import Reminder
from readiness.reminders.groups import Group, remind_group
from tests.conftest import NOW, TODAY, Cast
from tests.readiness.reminders.asking import require, run

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_two_officers(cast: Cast) -> None:
    achievement = require(cast.alpha, due_in=30).achievement
    officers = [cast.commander, cast.administrator, cast.other_commander]
    group = Group(cast.alpha, achievement, "", TODAY)
    counts = at_once([lambda by=by: remind_group(group=group, by=by, at=NOW) for by in officers])  # type: ignore[misc]
    assert sum(counts) == Reminder.objects.count() == Notice.objects.count() == 3


def test_two_schedulers(cast: Cast) -> None:
    require(cast.contingent, due_in=7)
    counts = at_once([run, run, run])
    assert sum(count["sent"] for count in counts) == Notice.objects.count() == 4
    assert Reminder.objects.count() == 12
