"""A scene with a time limit: the clock may be slowed or switched off, costs nothing, and takes what the author said."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.services import enrol_learner
from scenarios.clock import set_pace
from scenarios.models import Decision, Run
from scenarios.services import InvalidChoice, decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

pytestmark = pytest.mark.django_db


def timed_story() -> dict[str, Any]:
    document = small_story()
    document["scenes"][0].update(seconds=30, timeout_choice="wave")
    return document


@pytest.fixture
def run(cast: Cast, now: datetime) -> Run:
    scenario = make_scenario(make_module(make_course()), timed_story())
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=now)
    return start_run(enrolment=enrolment, scenario=scenario, at=now)


def time_up(run: Run, choice: str, at: datetime) -> Decision:
    return decide(run=run, sequence=1, choice=choice, client_id=uuid.uuid4(), at=at, timed_out=True)


def test_when_the_time_is_up_the_choice_of_the_author_is_taken_and_marked(run: Run, now: datetime) -> None:
    decision = time_up(run, "wave", now)
    assert (decision.choice, decision.timed_out) == ("wave", True)


def test_the_clock_takes_no_other_choice(run: Run, now: datetime) -> None:
    with pytest.raises(InvalidChoice):
        time_up(run, "warn", now)


def test_a_clock_that_is_off_takes_nothing(run: Run, now: datetime) -> None:
    set_pace(run=run, pace=0)
    with pytest.raises(InvalidChoice):
        time_up(run, "wave", now)


def test_the_pace_is_kept_for_the_next_run(run: Run, cast: Cast, now: datetime) -> None:
    set_pace(run=run, pace=10)
    for sequence, choice in enumerate(["warn", "call"], 1):
        decide(run=run, sequence=sequence, choice=choice, client_id=uuid.uuid4(), at=now)
    assert start_run(enrolment=run.enrolment, scenario=run.edition.scenario, at=now).pace == 10


@pytest.mark.parametrize(("pace", "clock"), [(1, 'data-clock="30"'), (10, 'data-clock="300"'), (0, "costs you nothing")])
def test_the_player_sets_the_clock_on_the_page(
    run: Run, cast: Cast, client_of: Callable[..., Client], pace: int, clock: str
) -> None:
    client = client_of(cast.learner)
    client.post(reverse("scenarios:pace", args=[run.public_id]), {"pace": pace})
    page = client.get(run.get_absolute_url()).content.decode()
    assert clock in page
    assert ("data-time-up" in page) == bool(pace)
