"""Two soldiers of one name and rank are told apart by their numbers, and platoons of one name by their companies."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from base.sheets import csv_lines
from people.models import Unit, User
from people.services import post_person
from readiness.export import headings, lines
from readiness.names import names
from tests.conftest import TODAY, Cast
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import names_page, reading

pytestmark = pytest.mark.usefixtures("still_day")
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def namesake(cast: Cast) -> User:
    """Serves in the platoon of the learner and is called the same."""
    twin: User = UserFactory(service_number="77001", name=cast.learner.name, rank=cast.learner.rank)
    post_person(user=twin, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    return twin


@pytest.mark.usefixtures("course")
def test_the_list_of_names_gives_the_number_of_each(cast: Cast, namesake: User, client_of: ClientOf) -> None:
    text = names_page(client_of(cast.commander), cast.alpha)
    assert cast.learner.username in text
    assert namesake.username in text


def test_the_people_of_a_unit_have_their_numbers(cast: Cast, namesake: User, client_of: ClientOf) -> None:
    text = client_of(cast.commander).get(f"/units/{cast.platoon.pk}/people/", {"on": timezone.localdate()}).content.decode()
    assert cast.learner.username in text
    assert namesake.username in text


@pytest.mark.usefixtures("course")
def test_the_file_names_a_platoon_as_its_company_tells_it_from_others(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.platoon.pk).update(name="1st Platoon", short_name="1 Pl A Coy")
    found = csv_lines(headings(), lines(names(reading(cast.alpha)), "", TODAY))
    rows = csv.reader("".join(found).splitlines())
    assert {row[3] for row in rows if cast.learner.username in row} == {"1 Pl A Coy"}
