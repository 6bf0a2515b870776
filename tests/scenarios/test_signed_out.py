"""Whose session ended over a scenario signs in and stands where the story stopped; nothing is decided by a link."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Enrolment
from courses.services import enrol_learner
from scenarios.models import Decision, Run, ScenarioPage
from scenarios.services import start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


@pytest.fixture
def run(scenario: ScenarioPage, cast: Cast, now: datetime) -> Run:
    course = scenario.get_parent().get_parent().specific
    return start_run(enrolment=enrol_learner(learner=cast.learner, course=course, at=now), scenario=scenario, at=now)


def test_before_the_first_scene(scenario: ScenarioPage, client: Client, player: Client) -> None:
    start = reverse("scenarios:start", args=[scenario.pk])
    assert client.post(start).headers["Location"] == f"/account/login/?next={start}"
    assert player.get(start).headers["Location"] == scenario.get_url()
    assert not Enrolment.objects.exists()


def test_between_two_scenes(run: Run, client: Client, player: Client) -> None:
    decide = reverse("scenarios:decide", args=[run.public_id])
    assert client.post(decide).headers["Location"] == f"/account/login/?next={decide}"
    assert player.get(decide).headers["Location"] == run.get_absolute_url()
    assert not Decision.objects.exists()
