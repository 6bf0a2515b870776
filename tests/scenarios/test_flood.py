"""Nobody floods the record: a run that goes in circles is closed after two hundred decisions, all of them kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Completion
from courses.services import enrol_learner
from people.models import User
from scenarios.models import Decision, Run, ScenarioPage
from scenarios.services import MOST_DECISIONS, StaleDecision, decide, start_run
from tests.conftest import Cast
from tests.emptying import thawed
from tests.factories.courses import make_achievement, make_course, make_module
from tests.factories.scenarios import choice, make_scenario, small_story

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    """Whoever waits at the checkpoint arrives there again."""
    story = small_story()
    story["scenes"][0]["choices"].append(choice("wait", "arrival", "acceptable"))
    return make_scenario(make_module(make_course(achievement=make_achievement())), story)


def begin(scenario: ScenarioPage, cast: Cast, at: datetime) -> Run:
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=at)
    return start_run(enrolment=enrolment, scenario=scenario, at=at)


@pytest.fixture
def circling(scenario: ScenarioPage, cast: Cast, now: datetime) -> Run:
    """A run with one decision less than it may have."""
    run = begin(scenario, cast, now)
    first = choose(run, "wait", now)
    names = ("scene", "choice", "decided_at", "seconds_taken", "state_after")
    same = {name: getattr(first, name) for name in names}
    Decision.objects.bulk_create(
        Decision(run=run, sequence=number, client_id=uuid.uuid4(), **same) for number in range(2, MOST_DECISIONS)
    )
    return run


def choose(run: Run, choice: str, at: datetime) -> Decision:
    return decide(run=run, sequence=run.decisions.count() + 1, choice=choice, client_id=uuid.uuid4(), at=at)


def test_the_limit_is_generous() -> None:
    assert MOST_DECISIONS >= 200


def test_the_last_decision_closes_the_run_and_all_are_kept(circling: Run, now: datetime) -> None:
    assert choose(circling, "wait", now).sequence == MOST_DECISIONS
    circling.refresh_from_db()
    assert (circling.finished_at, circling.ending, circling.passed) == (now, "", False)
    assert circling.decisions.count() == MOST_DECISIONS
    assert not Completion.objects.exists()


def test_no_decision_follows(circling: Run, now: datetime) -> None:
    choose(circling, "wait", now)
    with pytest.raises(StaleDecision):
        choose(circling, "wait", now)
    assert circling.decisions.count() == MOST_DECISIONS


def test_a_story_that_comes_to_its_end_by_then_ends_as_ever(circling: Run, now: datetime) -> None:
    with thawed():
        Decision.objects.get(sequence=MOST_DECISIONS - 1).delete()
    choose(circling, "warn", now)
    choose(circling, "call", now)
    circling.refresh_from_db()
    assert (circling.decisions.count(), circling.ending, circling.passed) == (MOST_DECISIONS, "quiet-night", True)


def test_the_player_is_told_and_plays_again(circling: Run, scenario: ScenarioPage, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    data = {"sequence": MOST_DECISIONS, "choice": "wait", "client_id": uuid.uuid4()}
    answer = client.post(reverse("scenarios:decide", args=[circling.public_id]), data, follow=True)
    html = answer.content.decode()
    assert f"You made {MOST_DECISIONS} decisions and came to no end, so the run was closed. All of them are kept." in html
    assert "It is a fault of the scenario" not in html
    assert "Play again" in html
    client.post(reverse("scenarios:start", args=[scenario.pk]))
    assert Run.objects.open().exclude(pk=circling.pk).count() == 1
