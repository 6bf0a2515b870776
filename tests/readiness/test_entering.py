"""The entrance leads straight to the own unit, offers a choice of several, and says plainly when there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Placement, Posting, User
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, CountryFactory, UnitFactory

ClientOf = Callable[[User | None], Client]


def test_one_unit_opens_at_once(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.commander).get("/readiness/")["Location"] == f"/readiness/units/{cast.alpha.pk}/"


def test_several_units_are_offered(cast: Cast, client_of: ClientOf) -> None:
    post_person(
        user=cast.commander, unit=cast.bravo, on=LONG_AGO, role=Posting.Role.ACTING_COMMANDER, is_main=False, at=timezone.now()
    )
    answer = client_of(cast.commander).get("/readiness/")
    text = answer.content.decode()
    assert answer.status_code == 200
    for unit in (cast.alpha, cast.bravo):
        assert f"/readiness/units/{unit.pk}/" in text


@pytest.mark.parametrize("role", ["learner", "trainer"])
def test_no_command_is_said_in_plain_words(cast: Cast, client_of: ClientOf, role: str) -> None:
    answer = client_of(getattr(cast, role)).get("/readiness/")
    assert answer.status_code == 403
    assert "You hold no such post today." in answer.content.decode()


def test_an_administrator_enters_at_the_top_of_the_tree(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    assert client.get("/readiness/")["Location"] == f"/readiness/units/{cast.contingent.pk}/"
    other = UnitFactory(country=CountryFactory(code="QN", name="Norland"), name="Norland contingent")
    place_unit(unit=other, parent=None, on=LONG_AGO)
    text = client.get("/readiness/").content.decode()
    assert "Choose a unit." in text
    assert "Norland contingent" in text


def test_an_administrator_of_an_empty_house_is_told_so(cast: Cast, client_of: ClientOf) -> None:
    Placement.objects.all().delete()
    answer = client_of(cast.administrator).get("/readiness/")
    assert answer.status_code == 200
    assert "No unit has a place today" in answer.content.decode()


def test_a_command_of_a_unit_without_a_place_leads_nowhere_but_to_words(cast: Cast, client_of: ClientOf) -> None:
    stray = UnitFactory(name="Survey Team")
    post_person(user=cast.comrade, unit=stray, on=LONG_AGO, role=Posting.Role.COMMANDER, is_main=False, at=timezone.now())
    answer = client_of(cast.comrade).get("/readiness/")
    assert answer.status_code == 200
    assert "No unit has a place today" in answer.content.decode()
