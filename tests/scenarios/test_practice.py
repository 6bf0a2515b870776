"""In practice one goes back, in a run and from its debrief; nothing is overwritten, and in assessed scenarios nobody does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Completion
from courses.services import enrol_learner
from scenarios import engine
from scenarios.debrief import debrief_reading
from scenarios.going_back import play_again_from, step_back
from scenarios.models import Decision, Run
from scenarios.services import InvalidChoice, StaleDecision, decide, start_run
from scenarios.standing import state_of, story_of, way_of
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

pytestmark = pytest.mark.django_db


def begin(cast: Cast, at: datetime, mode: str = "practice") -> Run:
    scenario = make_scenario(make_module(make_course()), small_story() | {"mode": mode}, mode=mode)
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=at)
    return start_run(enrolment=enrolment, scenario=scenario, at=at)


def make(run: Run, *choices: str, at: datetime) -> None:
    for choice in choices:
        decide(run=run, sequence=run.decisions.count() + 1, choice=choice, client_id=uuid.uuid4(), at=at)


def back(run: Run, to: int, at: datetime, **extra: Any) -> Decision:
    values = {"sequence": run.decisions.count() + 1, "client_id": uuid.uuid4()} | extra
    return step_back(run=run, back_to=to, at=at, **values)


def test_going_back_restores_the_state_before_and_keeps_every_step(cast: Cast, now: datetime) -> None:
    run = begin(cast, now)
    make(run, "wave", at=now)
    step = back(run, 1, now)
    assert state_of(run) == engine.start(story_of(run), 1)
    assert (step.rewound, step.choice, Decision.objects.count()) == (True, "", 2)
    make(run, "warn", "call", at=now)
    run.refresh_from_db()
    assert [made.choice for made in way_of(run)] == ["warn", "call"]
    assert engine.replay(story_of(run), 1, [made.choice for made in way_of(run)]) == state_of(run)
    assert run.ending == "quiet-night"


def test_what_was_taken_back_once_cannot_be_gone_back_to(cast: Cast, now: datetime) -> None:
    run = begin(cast, now)
    make(run, "wave", at=now)
    back(run, 1, now)
    with pytest.raises(InvalidChoice):
        back(run, 1, now)


def test_a_step_back_sent_again_is_written_once_and_a_stale_one_not_at_all(cast: Cast, now: datetime) -> None:
    run, client_id = begin(cast, now), uuid.uuid4()
    make(run, "wave", at=now)
    sent = {back(run, 1, now, sequence=2, client_id=client_id).pk for _ in range(3)}
    assert len(sent) == 1
    with pytest.raises(StaleDecision):
        back(run, 1, now, sequence=2)


def test_nobody_goes_back_in_an_assessed_scenario(cast: Cast, now: datetime) -> None:
    run = begin(cast, now, "assessed")
    make(run, "wave", at=now)
    with pytest.raises(InvalidChoice):
        back(run, 1, now)
    make(run, "call", at=now)
    run.refresh_from_db()
    with pytest.raises(InvalidChoice):
        play_again_from(run=run, number=1, at=now)


def test_whoever_comes_to_an_ending_has_practised(cast: Cast, client_of: Callable[..., Client], now: datetime) -> None:
    run = begin(cast, now)
    make(run, "fire", "skip", at=now)
    run.refresh_from_db()
    assert (run.passed, Completion.objects.count()) == (True, 1)
    page = client_of(cast.learner).get(run.edition.scenario.url).content.decode()
    assert "You practised this scenario on" in page
    assert "You passed this scenario" not in page  # it ended badly


def test_a_new_run_begins_at_a_decision_of_the_finished_one(cast: Cast, now: datetime) -> None:
    run = begin(cast, now)
    make(run, "wave", "skip", at=now)
    run.refresh_from_db()
    again = play_again_from(run=run, number=2, at=now)
    assert (again.pk != run.pk, state_of(again).scene) == (True, "search")
    make(again, "call", at=now)
    again.refresh_from_db()
    assert [step.choice.key for step in debrief_reading(again, cast.learner).steps] == ["wave", "call"]
    assert [made.choice for made in way_of(run)] == ["wave", "skip"]
    assert play_again_from(run=run, number=1, at=now).begun_after is None


def test_the_page_offers_the_way_back_and_goes_it(cast: Cast, client_of: Callable[..., Client], now: datetime) -> None:
    run, client = begin(cast, now), client_of(cast.learner)
    make(run, "wave", at=now)
    assert "Go back to an earlier scene" in client.get(run.get_absolute_url()).content.decode()
    data = {"sequence": 2, "client_id": uuid.uuid4(), "back_to": 1}
    client.post(reverse("scenarios:step-back", args=[run.public_id]), data)
    assert state_of(run).scene == "arrival"


def test_the_debrief_of_a_practice_leads_back_into_the_story(cast: Cast, client_of: Callable[..., Client], now: datetime) -> None:
    run, client = begin(cast, now), client_of(cast.learner)
    make(run, "wave", "call", at=now)
    page = client.get(reverse("scenarios:debrief", args=[run.public_id])).content.decode()
    assert page.count("Play again from here") == 2
    answer = client.post(reverse("scenarios:play-from", args=[run.public_id, 2]))
    again = Run.objects.latest("pk")
    assert answer.headers["Location"] == f"{again.get_absolute_url()}#scene"


def test_a_debrief_left_open_begins_nothing_once_the_scenario_is_withdrawn(
    cast: Cast, client_of: Callable[..., Client], now: datetime
) -> None:
    run, client = begin(cast, now), client_of(cast.learner)
    make(run, "wave", "call", at=now)
    run.edition.scenario.unpublish()
    answer = client.post(reverse("scenarios:play-from", args=[run.public_id, 2]), follow=True)
    assert "You cannot go back there." in answer.content.decode()
    assert Run.objects.count() == 1
