"""A day to come: figures from what is known today, called a forecast, of the own units and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import CoursePage
from people.groups import AUDITORS
from people.models import Unit, User
from people.services import place_unit, post_person
from people.status.services import set_status
from readiness.permissions import FORETOLD
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import UnitFactory, UserFactory
from tests.readiness.contingents import soldier, total_of, unit_page
from tests.readiness.plans import DAY, House, plans

ClientOf = Callable[[User | None], Client]
AHEAD = TODAY + 40 * DAY

pytestmark = pytest.mark.usefixtures("still_day")


def shown(client: Client, unit: Unit, on: date) -> str:
    return unit_page(client, unit, on=on.isoformat())


def test_certificates_that_will_have_expired_are_missing_by_then(cast: Cast, course: CoursePage) -> None:
    soldier(cast.bravo, "expiring", course)  # 700 of 730 days are over
    assert (total_of(cast.bravo).expiring, total_of(cast.bravo, AHEAD).expiring) == (1, 0)


def test_people_who_will_come_or_go_by_then_are_counted_where_they_will_be(cast: Cast, course: CoursePage) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=AHEAD, at=timezone.now())
    set_status(
        user=cast.comrade,
        status="excused",
        reason="leave",
        starts_on=AHEAD,
        ends_on=None,
        by=cast.administrator,
        at=timezone.now(),
    )
    assert [total_of(cast.bravo, day).strength for day in (AHEAD - DAY, AHEAD)] == [1, 2]
    assert [total_of(cast.platoon, day).strength for day in (AHEAD - DAY, AHEAD)] == [2, 0]


def test_the_page_calls_it_a_forecast_and_leads_to_no_name_and_no_deed(
    cast: Cast, course: CoursePage, client_of: ClientOf
) -> None:
    text = shown(client_of(cast.commander), cast.alpha, AHEAD)
    assert "Forecast for 3 January 2027" in text
    assert "As of 24 November" not in text
    for path in ("/names", "/remind", "/documents"):
        assert path not in text


def test_sub_units_lead_to_their_own_forecast(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    client = client_of(cast.commander)
    assert f'/readiness/units/{cast.platoon.pk}/?on={AHEAD.isoformat()}"' in shown(client, cast.alpha, AHEAD)
    assert "Forecast for" in shown(client, cast.platoon, AHEAD)


def test_a_unit_that_comes_by_then_is_counted_and_opened_only_when_it_is_there(
    cast: Cast, course: CoursePage, client_of: ClientOf
) -> None:
    new = UnitFactory(name="Signals Platoon")
    place_unit(unit=new, parent=cast.alpha, on=AHEAD)
    post_person(user=UserFactory(), unit=new, on=AHEAD, at=timezone.now())
    client = client_of(cast.commander)
    text = shown(client, cast.alpha, AHEAD)
    assert "Signals Platoon" in text
    assert f"/readiness/units/{new.pk}/" not in text
    assert client.get(f"/readiness/units/{new.pk}/", {"on": AHEAD.isoformat()}).status_code == 404


@pytest.mark.parametrize(("days", "is_foretold"), [(FORETOLD.days, True), (FORETOLD.days + 1, False)])
def test_beyond_two_years_the_page_says_that_it_shows_today(
    cast: Cast, course: CoursePage, client_of: ClientOf, days: int, is_foretold: bool
) -> None:
    text = shown(client_of(cast.commander), cast.alpha, TODAY + days * DAY)
    assert ("Forecast for" in text) == is_foretold
    assert ("That day cannot be foretold." in text) == ("As of 24 November 2026" in text) == (not is_foretold)


def test_auditors_are_told_nothing_ahead(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    auditor = UserFactory(rank=None)
    auditor.groups.add(Group.objects.get(name=AUDITORS))
    text = shown(client_of(auditor), cast.alpha, AHEAD)
    assert "That day cannot be foretold." in text
    assert "As of 24 November 2026" in text


def test_the_file_says_that_it_is_a_forecast(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    answer: Any = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/figures.csv", {"on": AHEAD.isoformat()})
    text = b"".join(answer.streaming_content).decode()
    assert "Forecast for" in text.splitlines()[0]
    assert f"forecast-{cast.alpha.pk}-{AHEAD.isoformat()}.csv" in answer.headers["Content-Disposition"]


def test_what_stands_in_the_way_is_told_of_today(cast: Cast, course: CoursePage, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/obstacles/", {"on": AHEAD.isoformat()})
    assert "As of 24 November 2026" in answer.content.decode()


class ComesTrue(TestCase):
    house: House

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOW, tick=False):
            cls.house = House()

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(plans, st.integers(1, 400), st.integers(0, 5), st.integers(0, 7))
    def test_where_nothing_happens_the_day_is_as_it_was_foretold(self, plan: Any, days: int, unit: int, person: int) -> None:
        house, on = deepcopy(self.house), TODAY + days * DAY
        with time_machine.travel(NOW, tick=False):
            house.follow(plan)
            post_person(user=house.people[person], unit=house.units[unit], on=TODAY + days // 2 * DAY + DAY, at=timezone.now())
            foretold = [total_of(each, on) for each in house.units]
        with time_machine.travel(timezone.make_aware(datetime.combine(on, time(12))), tick=False):
            assert foretold == [total_of(each, on) for each in house.units]
