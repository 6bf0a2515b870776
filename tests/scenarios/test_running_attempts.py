"""Two hundred runs that are under way survive three releases and a draft overwritten by autosave: hash and replay stay equal."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import pytest

from courses.services import enrol_learner
from scenarios import engine
from scenarios.document import sha256_of
from scenarios.models import Decision, Edition, Run
from scenarios.standing import state_of, story_of, way_of
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import choice, effect, make_scenario, publish_again, scene, small_story

pytestmark = pytest.mark.django_db
NUMBER = 200


def released(number: int) -> dict[str, Any]:
    """The story with other effects, another target and a scene more."""
    document = small_story()
    document["scenes"][0]["choices"][0]["effects"] = [effect("set", "people", number)]
    document["scenes"][0]["choices"][1]["target"] = "sorting"
    document["scenes"][0]["choices"].append(choice(f"new-{number}", f"more-{number}", "acceptable"))
    document["scenes"].append(scene(f"more-{number}", [choice("warn", "search")]))
    return document


def test_running_attempts_survive_releases_and_overwritten_drafts(cast: Cast, now: datetime) -> None:
    scenario = make_scenario(make_module(make_course()))
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=now)
    edition = Edition.objects.get()
    runs = Run.objects.bulk_create(Run(enrolment=enrolment, edition=edition, started_at=now) for _ in range(NUMBER))
    story = story_of(runs[0])
    ways = ["warn", "wave", "fire"]
    after = {way: engine.replay(story, 1, [way]).to_json() for way in ways}
    Decision.objects.bulk_create(
        Decision(
            run=run,
            sequence=1,
            client_id=uuid.uuid4(),
            scene="arrival",
            choice=ways[number % 3],
            decided_at=now,
            state_after=after[ways[number % 3]],
        )
        for number, run in enumerate(runs)
    )
    for number in (1, 2, 3):
        publish_again(scenario, released(number))
        revision = scenario.get_latest_revision()
        revision.content["scenes"] = "[]"
        revision.save()
    assert Edition.objects.count() == 4
    edition.refresh_from_db()
    assert edition.sha256 == sha256_of(edition.document)
    for run in Run.objects.select_related("edition", "enrolment").prefetch_related("decisions"):
        made = [decision.choice for decision in way_of(run)]
        assert engine.replay(story_of(run), 1, made) == state_of(run)
