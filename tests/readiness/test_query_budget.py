"""The commander's page costs the same number of queries for a platoon and for a battalion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from credentials.models import Requirement
from people.models import User
from people.services import place_unit, post_person
from readiness.rollup import roll_up
from tests.conftest import TODAY, Cast
from tests.factories.people import LONG_AGO, UnitFactory
from tests.readiness.contingents import STATES, course_for, soldier, unit_page

ClientOf = Callable[[User | None], Client]
BUDGET = 8
WHO_ASKS = ("django_session", '"people_user" WHERE', '"auth_group"', "mfa_authenticator")  # the session and its account


def asked_by(captured: CaptureQueriesContext) -> list[str]:
    """The queries of the page itself."""
    return [query["sql"] for query in captured.captured_queries if not any(part in query["sql"] for part in WHO_ASKS)]


@pytest.mark.parametrize("is_rolled_up", [False, True], ids=["live", "rolled up"])
def test_units_people_and_requirements_add_no_query(cast: Cast, client_of: ClientOf, is_rolled_up: bool) -> None:
    course, client = course_for(), client_of(cast.commander)
    Requirement.objects.create(unit=cast.contingent, achievement=course.achievement, due_on=TODAY)
    unit_page(client, cast.alpha)
    with CaptureQueriesContext(connection) as few:
        unit_page(client, cast.alpha)
    for number in range(6):
        unit = UnitFactory()
        place_unit(unit=unit, parent=cast.alpha, on=LONG_AGO)
        Requirement.objects.create(unit=unit, achievement=course.achievement, due_on=TODAY)
        asked = Requirement.objects.create(unit=unit, achievement=course.achievement, due_on=TODAY, posts=["acting-commander"])
        asked.ranks.add(cast.learner.rank)
        post_person(user=cast.learner, unit=unit, on=LONG_AGO, role="acting-commander", is_main=False, at=timezone.now())
        for state in STATES:
            soldier(unit, state, course, rank=cast.learner.rank, name=f"Soldier {number}")
    if is_rolled_up:
        roll_up(on=timezone.localdate(), at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        unit_page(client, cast.alpha)
    assert len(many) == len(few)
    assert len(asked_by(many)) <= BUDGET, "\n".join(sql[:160] for sql in asked_by(many))
