"""A play is light on the wire: the first scene with its styles and scripts at most 50 KB, each next one at most 10 KB."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from courses.services import enrol_learner
from scenarios.models import Run
from scenarios.services import decide, start_run
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.factories.sound_stories import sound_story

pytestmark = pytest.mark.django_db
LONG = "<p>" + "The convoy stands before the bridge and nobody knows who holds the other bank tonight. " * 9 + "</p>"


def packed(client: Client, address: str) -> tuple[int, str]:
    """Bytes on the wire, and the page."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.content), client.get(address).content.decode()


def beside(page: str) -> int:
    """Bytes of the styles, scripts and pictures of the page itself, not packed."""
    names = set(re.findall(r'(?:href|src)="/static/([^"#?]+)', page))
    return sum(len(open(found, "rb").read()) for name in names if (found := finders.find(name)))  # noqa: PTH123


@pytest.fixture
def run(cast: Cast, now: datetime) -> Run:
    document = sound_story(5)
    for scene in document["scenes"]:
        scene["body"] = LONG
    scenario = make_scenario(make_module(make_course()), document)
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=now)
    return start_run(enrolment=enrolment, scenario=scenario, at=now)


def test_scenes_are_light(run: Run, cast: Cast, client_of: Callable[..., Client], now: datetime) -> None:
    client = client_of(cast.learner)
    weight, page = packed(client, run.get_absolute_url())
    assert weight + beside(page) <= 50_000
    decide(run=run, sequence=1, choice="wave", client_id=uuid.uuid4(), at=now)
    assert packed(client, run.get_absolute_url())[0] <= 10_000
