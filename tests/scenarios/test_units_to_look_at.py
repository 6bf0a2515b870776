"""The unit whose figures are looked at is chosen as it stands in the tree, or stood last, so that namesakes are told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from people.models import Placement, Unit
from people.services import place_unit
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.people import LONG_AGO
from tests.factories.scenarios import make_scenario

pytestmark = pytest.mark.django_db


def offered(client: Client, pk: int) -> list[str]:
    page = BeautifulSoup(client.get(f"/admin/scenarios/{pk}/insight/").content, "html.parser")
    return [option.get_text() for option in page.select("select[name=unit] option")]


def test_units_stand_as_in_the_tree_also_one_that_was_closed(cast: Cast, client_of: Callable[..., Client], now: datetime) -> None:
    scenario = make_scenario(make_module(make_course()))
    namesake = Unit.objects.create(country=cast.platoon.country, name=cast.platoon.name, short_name="1 Pl B Coy")
    place_unit(unit=namesake, parent=cast.bravo, on=LONG_AGO)
    Placement.objects.filter(unit=namesake).update(ends_on=now.date() - timedelta(days=9))
    units = [cast.contingent, cast.battalion, cast.alpha, cast.platoon, cast.bravo, namesake]
    told = [f"{'– ' * depth}{unit.name}" for depth, unit in zip((0, 1, 2, 3, 2, 3), units, strict=True)]
    assert offered(client_of(cast.trainer), scenario.pk) == ["All units", *told]
