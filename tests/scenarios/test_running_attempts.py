"""Two hundred runs under way survive three releases and overwritten drafts: hash and replay stay, and they go on to an end."""

from __future__ import annotations

import itertools
import uuid
from datetime import datetime
from typing import Any

import pytest

from courses.services import enrol_learner
from scenarios import engine
from scenarios.document import sha256_of
from scenarios.models import Decision, Edition, Run
from scenarios.services import decide
from scenarios.standing import state_of, story_of, way_of
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import choice, effect, make_scenario, publish_again, scene, small_story

pytestmark = pytest.mark.django_db
NUMBER = 200
WAYS = ("warn", "wave", "fire")
ENDS = {"warn": ("quiet-night", True), "wave": ("bad-night", False), "fire": ("bad-night", False)}


def released(number: int) -> dict[str, Any]:
    """The story with other effects, another target and a scene more."""
    document = small_story()
    document["scenes"][0]["choices"][0]["effects"] = [effect("set", "people", number)]
    document["scenes"][0]["choices"][1]["target"] = "sorting"
    document["scenes"][0]["choices"].append(choice(f"new-{number}", f"more-{number}", "acceptable"))
    document["scenes"].append(scene(f"more-{number}", [choice("warn", "search")]))
    return document


@pytest.fixture
def runs(cast: Cast, now: datetime) -> list[Run]:
    """Each has made its first decision, one of three, on the first edition."""
    scenario = make_scenario(make_module(make_course()))
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=now)
    made = Run.objects.bulk_create(Run(enrolment=enrolment, edition=Edition.objects.get(), started_at=now) for _ in range(NUMBER))
    after = {way: engine.replay(story_of(made[0]), 1, [way]).to_json() for way in WAYS}
    first = {"sequence": 1, "scene": "arrival", "decided_at": now}
    Decision.objects.bulk_create(
        Decision(run=run, client_id=uuid.uuid4(), choice=way, state_after=after[way], **first)
        for run, way in zip(made, itertools.cycle(WAYS), strict=False)
    )
    return made


@pytest.fixture
def first_edition(runs: list[Run]) -> Edition:
    """After three releases and three drafts that autosave wrote over."""
    edition = Edition.objects.get()
    for number in (1, 2, 3):
        publish_again(edition.scenario, released(number))
        revision = edition.scenario.get_latest_revision()
        revision.content["scenes"] = "[]"
        revision.save()
    assert Edition.objects.count() == 4
    edition.refresh_from_db()
    return edition


def kept(runs: list[Run]) -> list[Run]:
    known = Run.objects.filter(pk__in=[run.pk for run in runs])
    return list(known.select_related("edition", "enrolment").prefetch_related("decisions").order_by("pk"))


def test_the_edition_of_running_attempts_and_their_replay_stay_as_they_were(runs: list[Run], first_edition: Edition) -> None:
    assert first_edition.sha256 == sha256_of(first_edition.document)
    for run in kept(runs):
        assert run.edition_id == first_edition.pk
        made = [decision.choice for decision in way_of(run)]
        assert engine.replay(story_of(run), 1, made) == state_of(run)


def test_they_go_on_to_the_end_that_their_own_edition_has(runs: list[Run], first_edition: Edition, now: datetime) -> None:
    for run in kept(runs):
        decide(run=run, sequence=2, choice="call", client_id=uuid.uuid4(), at=now)
    for run, way in zip(kept(runs), itertools.cycle(WAYS), strict=False):
        assert (run.ending, run.passed) == ENDS[way]
        assert engine.replay(story_of(run), 1, [way, "call"]) == state_of(run)
    assert Run.objects.open().count() == 0
