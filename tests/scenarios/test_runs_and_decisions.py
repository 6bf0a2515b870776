"""A run on an edition: each decision once and in its order, to an end, and what is passed into the ledger."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client

from courses.models import Completion, ModulePage
from scenarios import engine
from scenarios.models import Decision, Edition, Run, ScenarioPage
from scenarios.services import InvalidChoice, NotPlayable, StaleDecision, decide, state_of, story_of
from tests.conftest import Cast
from tests.emptying import thawed
from tests.factories.scenarios import asks, make_scenario, publish_again, small_story, when
from tests.scenarios.runs import begin, make

pytestmark = pytest.mark.django_db


def test_a_run_starts_on_the_newest_edition(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    assert begin(scenario, cast.learner, now).edition.number == 2


def test_an_open_run_is_gone_on_with_even_on_an_older_edition(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run = begin(scenario, cast.learner, now)
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    assert begin(scenario, cast.learner, now) == run
    assert Run.objects.get().edition.number == 1


def test_a_scenario_without_an_edition_cannot_be_started(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    with thawed():
        Edition.objects.all().delete()
    with pytest.raises(NotPlayable):
        begin(scenario, cast.learner, now)


def test_each_decision_is_appended_with_the_state_after_it(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "wave", at=now + timedelta(seconds=40))
    decision = Decision.objects.get()
    assert (decision.sequence, decision.scene, decision.choice) == (1, "arrival", "wave")
    assert decision.seconds_taken == 40
    assert decision.state_after["meters"] == {"people": 1, "trust": 2}
    assert state_of(run).scene == "search"


def test_stored_decisions_replay_to_the_stored_state(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "wave", "skip", at=now)
    assert engine.replay(story_of(run), 1, run.decisions.values_list("choice", flat=True)) == state_of(run)


def test_the_same_decision_sent_again_is_written_once(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run, client_id = begin(scenario, cast.learner, now), uuid.uuid4()
    sent = {decide(run=run, sequence=1, choice="warn", client_id=client_id, at=now).pk for _ in range(5)}
    assert len(sent) == Decision.objects.count() == 1


def test_another_decision_at_the_same_place_is_stale(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "warn", at=now)
    with pytest.raises(StaleDecision):
        decide(run=run, sequence=1, choice="fire", client_id=uuid.uuid4(), at=now)
    assert Decision.objects.get().choice == "warn"


@pytest.mark.parametrize("choice", ["call", "", "thank"])
def test_a_choice_that_is_not_open_is_refused(scenario: ScenarioPage, cast: Cast, now: datetime, choice: str) -> None:
    run = begin(scenario, cast.learner, now)
    if choice == "thank":
        make(run, "wave", at=now)
    with pytest.raises(InvalidChoice):
        make(run, choice, at=now)


def test_a_passed_run_goes_into_the_ledger_and_may_issue_the_credential(
    scenario: ScenarioPage, cast: Cast, now: datetime
) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "warn", "call", at=now)
    run.refresh_from_db()
    assert (run.finished_at, run.ending, run.passed) == (now, "quiet-night", True)
    assert Completion.objects.get().activity_key == scenario.translation_key
    run.enrolment.refresh_from_db()
    assert run.enrolment.credential is not None


def test_a_run_that_is_not_passed_leaves_the_ledger_alone(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "fire", "call", at=now)
    run.refresh_from_db()
    assert (run.ending, run.passed) == ("bad-night", False)
    assert not Completion.objects.exists()


def test_after_the_end_a_new_run_can_be_started_and_the_old_one_stays(scenario: ScenarioPage, cast: Cast, now: datetime) -> None:
    first = begin(scenario, cast.learner, now)
    make(first, "fire", "call", at=now)
    second = begin(scenario, cast.learner, now)
    make(second, "warn", "call", at=now)
    assert list(Run.objects.order_by("pk").values_list("passed", flat=True)) == [False, True]


def test_the_level_of_the_enrolment_opens_choices(module: ModulePage, cast: Cast, now: datetime) -> None:
    document = small_story()
    document["scenes"][0]["choices"][1]["when"] = when(asks("level-at-least", number=3))
    scenario = make_scenario(module, document)
    make(begin(scenario, cast.commander, now), "wave", at=now)
    with pytest.raises(InvalidChoice):
        make(begin(scenario, cast.learner, now), "wave", at=now)


def test_a_run_that_cannot_go_on_is_closed_and_says_so(module: ModulePage, cast: Cast, now: datetime, player: Client) -> None:
    document = small_story()
    for choice in document["scenes"][1]["choices"]:
        choice["when"] = when(asks("flag-set", "armed-car"))
    scenario = make_scenario(module)
    with thawed():
        Edition.objects.update(document=document)  # as an edition from before this was checked
    run = begin(scenario, cast.learner, now)
    make(run, "warn", at=now)
    run.refresh_from_db()
    assert (run.ending, run.passed) == ("", False)
    assert run.finished_at == now
    assert "It is a fault of the scenario, not yours" in player.get(run.get_absolute_url(), follow=True).content.decode()
