"""A closed account counts on no day while it is closed, and opening it again changes no day that is past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from people.models import Posting, User
from people.status.services import set_status
from tests.conftest import NOW, TODAY, Cast
from tests.readiness.contingents import course_for, own_of

ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)
DAYS = [TODAY + n * DAY for n in range(-2, 9)]


@pytest.fixture(autouse=True)
def course(cast: Cast) -> Iterator[None]:
    course_for()
    with time_machine.travel(NOW, tick=False):
        yield


def tick(by: User, user: User, client_of: ClientOf, *, is_open: bool) -> None:
    values = {"country": "QM", "service_number": user.service_number, "name": user.name, "rank": user.rank_id or ""}
    values |= {"language": "en", "email": "", **({"is_active": "on"} if is_open else {})}
    assert client_of(by).post(f"/admin/users/edit/{user.pk}/", values).status_code == 302


def strengths(cast: Cast) -> list[int]:
    return [own_of(cast.platoon, day).strength for day in DAYS]


def test_the_days_on_which_it_was_closed_stay_as_they_were_told(cast: Cast, client_of: ClientOf) -> None:
    tick(cast.administrator, cast.learner, client_of, is_open=False)
    with time_machine.travel(NOW + 5 * DAY, tick=False):
        told = strengths(cast)
        tick(cast.administrator, cast.learner, client_of, is_open=True)
        now = strengths(cast)
    assert told == [2, 2, *[1] * 9]
    assert now == [2, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2]


def test_closed_by_mistake_and_opened_on_the_same_day_nothing_changes(cast: Cast, client_of: ClientOf) -> None:
    before = list(Posting.objects.filter(user=cast.learner).values_list("pk", "starts_on", "ends_on"))
    tick(cast.administrator, cast.learner, client_of, is_open=False)
    tick(cast.administrator, cast.learner, client_of, is_open=True)
    assert list(Posting.objects.filter(user=cast.learner).values_list("pk", "starts_on", "ends_on")) == before
    assert strengths(cast) == [2] * 11


def test_leave_that_was_planned_goes_on_where_it_outlasts_the_closed_days(cast: Cast, client_of: ClientOf) -> None:
    days = {"starts_on": TODAY - DAY, "ends_on": TODAY + 6 * DAY}
    set_status(user=cast.learner, status="excused", reason="leave", by=cast.administrator, **days, at=timezone.now())
    tick(cast.administrator, cast.learner, client_of, is_open=False)
    with time_machine.travel(NOW + 5 * DAY, tick=False):
        tick(cast.administrator, cast.learner, client_of, is_open=True)
    assert [own_of(cast.platoon, day).excused for day in DAYS] == [0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0]
    assert strengths(cast) == [2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2]
