"""The commander's page costs the same number of queries for a platoon and for a battalion."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from credentials.models import Requirement
from people.models import User
from people.services import place_unit
from tests.conftest import TODAY, Cast
from tests.factories.people import LONG_AGO, UnitFactory
from tests.readiness.contingents import STATES, course_for, soldier, unit_page

ClientOf = Callable[[User | None], Client]
BUDGET = 20


def test_units_people_and_requirements_add_no_query(cast: Cast, client_of: ClientOf) -> None:
    course, client = course_for(), client_of(cast.commander)
    unit_page(client, cast.alpha)
    with CaptureQueriesContext(connection) as few:
        unit_page(client, cast.alpha)
    for number in range(6):
        unit = UnitFactory()
        place_unit(unit=unit, parent=cast.alpha, on=LONG_AGO)
        Requirement.objects.create(unit=unit, achievement=course.achievement, due_on=TODAY)
        for state in STATES:
            soldier(unit, state, course, rank=cast.learner.rank, name=f"Soldier {number}")
    with CaptureQueriesContext(connection) as many:
        unit_page(client, cast.alpha)
    assert len(many) == len(few)
    assert len(many) <= BUDGET, "\n".join(query["sql"][:160] for query in many.captured_queries)
