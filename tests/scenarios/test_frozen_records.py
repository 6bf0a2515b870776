"""The database itself keeps editions and decisions as they are: no code can change or delete one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from courses.services import enrol_learner
from scenarios.models import Decision, Edition, ScenarioPage
from scenarios.services import decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db
DEEDS: list[Callable[[Any], object]] = [
    lambda model: model.objects.update(**{"sha256" if model is Edition else "choice": "other"}),
    lambda model: model.objects.get().save(),
    lambda model: model.objects.all()._raw_delete("default"),
]


@pytest.fixture
def scenario(cast: Cast, now: datetime) -> ScenarioPage:
    page = make_scenario(make_module(make_course()))
    course: Any = page.get_parent().get_parent().specific
    run = start_run(enrolment=enrol_learner(learner=cast.learner, course=course, at=now), scenario=page, at=now)
    decide(run=run, sequence=1, choice="warn", client_id=uuid.uuid4(), at=now)
    return page


@pytest.mark.parametrize("model", [Edition, Decision])
@pytest.mark.parametrize("deed", DEEDS, ids=["update", "save", "delete"])
def test_neither_is_changed_or_deleted_by_any_code(scenario: ScenarioPage, model: Any, deed: Callable[[Any], object]) -> None:
    before = list(model.objects.values())
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        deed(model)
    assert list(model.objects.values()) == before


def test_they_are_added_as_ever(scenario: ScenarioPage) -> None:
    publish_again(scenario, small_story() | {"title": "Anew"})
    assert Edition.objects.count() == 2
