"""Many at once: one run, one decision, one edition, whoever comes first."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from courses.models import Completion, Enrolment
from courses.services import enrol_learner
from scenarios.models import Decision, Edition, Run, ScenarioPage
from scenarios.services import StaleDecision, compile_edition, decide, start_run
from tests.factories.courses import make_course, make_module
from tests.factories.people import UserFactory
from tests.factories.scenarios import make_scenario

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


@pytest.fixture
def scenario() -> ScenarioPage:
    return make_scenario(make_module(make_course()))


@pytest.fixture
def enrolment(scenario: ScenarioPage, now: datetime) -> Enrolment:
    return enrol_learner(learner=UserFactory(), course=scenario.get_parent().get_parent().specific, at=now)


def together(call: Callable[[int], Any]) -> list[Any]:
    """The answers, or exceptions, of the same call made by several threads at once."""
    barrier = Barrier(THREADS)

    def one(number: int) -> Any:
        barrier.wait()
        try:
            return call(number)
        except StaleDecision as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_starting_at_once_makes_one_run(scenario: ScenarioPage, enrolment: Enrolment, now: datetime) -> None:
    together(lambda _: start_run(enrolment=enrolment, scenario=scenario, at=now))
    assert Run.objects.count() == 1


def test_the_same_last_decision_at_once_counts_once(scenario: ScenarioPage, enrolment: Enrolment, now: datetime) -> None:
    run, client_id = start_run(enrolment=enrolment, scenario=scenario, at=now), uuid.uuid4()
    decide(run=run, sequence=1, choice="warn", client_id=uuid.uuid4(), at=now)
    answers = together(lambda _: decide(run=run, sequence=2, choice="call", client_id=client_id, at=now).pk)
    assert len(set(answers)) == 1
    assert (Decision.objects.count(), Completion.objects.count()) == (2, 1)


def test_different_decisions_at_once_leave_one_and_tell_the_others(
    scenario: ScenarioPage, enrolment: Enrolment, now: datetime
) -> None:
    run = start_run(enrolment=enrolment, scenario=scenario, at=now)
    answers = together(lambda _: decide(run=run, sequence=1, choice="warn", client_id=uuid.uuid4(), at=now))
    assert sum(isinstance(answer, StaleDecision) for answer in answers) == THREADS - 1
    assert Decision.objects.count() == 1


def test_releasing_at_once_makes_one_edition(scenario: ScenarioPage, now: datetime) -> None:
    ScenarioPage.objects.update(role="You are a sergeant.")
    together(lambda _: compile_edition(scenario=scenario, at=now))
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
