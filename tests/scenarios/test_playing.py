"""A learner plays: one scene at a time, each decision once, to the ledger."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Completion, ModulePage
from courses.services import enrol_learner
from people.models import User
from scenarios import engine
from scenarios.models import Decision, Edition, Run, ScenarioPage
from scenarios.services import InvalidChoice, NotPlayable, StaleDecision, decide, start_run, state_of, story_of
from tests.conftest import Cast
from tests.emptying import thawed
from tests.factories.courses import make_achievement, make_course, make_lesson, make_module
from tests.factories.scenarios import asks, make_scenario, publish_again, small_story, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(cast: Cast) -> ModulePage:
    return make_module(make_course(achievement=make_achievement()))


@pytest.fixture
def scenario(module: ModulePage) -> ScenarioPage:
    return make_scenario(module)


@pytest.fixture
def player(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.learner)


def begin(scenario: ScenarioPage, learner: User, at: datetime) -> Run:
    enrolment = enrol_learner(learner=learner, course=scenario.get_parent().get_parent().specific, at=at)
    return start_run(enrolment=enrolment, scenario=scenario, at=at)


def make(run: Run, *choices: str, at: datetime) -> None:
    for choice in choices:
        decide(run=run, sequence=run.decisions.count() + 1, choice=choice, client_id=uuid.uuid4(), at=at)


def send(client: Client, run: Run, sequence: int, choice: str, client_id: uuid.UUID | None = None) -> int:
    data = {"sequence": sequence, "choice": choice, "client_id": client_id or uuid.uuid4()}
    return client.post(reverse("scenarios:decide", args=[run.public_id]), data).status_code


# --- Services ------------------------------------------------------------------------------------


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


# --- Pages ---------------------------------------------------------------------------------------


def test_a_stranger_reads_the_introduction_and_is_asked_to_sign_in(
    scenario: ScenarioPage, client_of: Callable[..., Client]
) -> None:
    page = client_of(None).get(scenario.get_url()).content.decode()
    assert "You are a corporal." in page
    assert "Sign in to play" in page
    assert "Bang" not in page


def test_starting_leads_to_the_first_scene(scenario: ScenarioPage, player: Client) -> None:
    answer = player.post(reverse("scenarios:start", args=[scenario.pk]))
    assert answer["Location"] == f"{Run.objects.get().get_absolute_url()}#scene"
    page = player.get(answer["Location"]).content.decode()
    assert '<h1 class="scene-title" id="scene" tabindex="-1">Arrival</h1>' in page
    assert "Decision 1 of at least 2" in page


def test_starting_twice_makes_one_run(scenario: ScenarioPage, player: Client) -> None:
    for _ in range(2):
        player.post(reverse("scenarios:start", args=[scenario.pk]))
    assert Run.objects.count() == 1
    assert "Go on where you stopped" in player.get(scenario.get_url()).content.decode()


def test_a_decision_shows_what_happened_above_the_next_scene(
    scenario: ScenarioPage, cast: Cast, now: datetime, player: Client
) -> None:
    run = begin(scenario, cast.learner, now)
    assert send(player, run, 1, "wave") == 302
    page = player.get(run.get_absolute_url()).content.decode()
    assert page.index("What came of wave.") < page.index("<h1")
    assert "Not open: Nobody stopped." in page
    assert "1 of 4" in page


def test_a_scene_does_not_tell_how_good_a_choice_is(scenario: ScenarioPage, cast: Cast, now: datetime, player: Client) -> None:
    page = player.get(begin(scenario, cast.learner, now).get_absolute_url()).content.decode()
    for secret in ("unlawful", "Unlawful", "Why warn", "There was time", "What came of", "BPUFF"):
        assert secret not in page


def test_a_stale_tab_is_told_and_nothing_changes(scenario: ScenarioPage, cast: Cast, now: datetime, player: Client) -> None:
    run = begin(scenario, cast.learner, now)
    send(player, run, 1, "warn")
    answer = player.post(
        reverse("scenarios:decide", args=[run.public_id]), {"sequence": 1, "choice": "fire", "client_id": uuid.uuid4()}
    )
    assert answer.status_code == 409
    assert "Go on here" in answer.content.decode()
    assert Decision.objects.get().choice == "warn"


def test_a_form_sent_twice_goes_on_as_if_sent_once(scenario: ScenarioPage, cast: Cast, now: datetime, player: Client) -> None:
    run, client_id = begin(scenario, cast.learner, now), uuid.uuid4()
    assert [send(player, run, 1, "warn", client_id) for _ in range(3)] == [302, 302, 302]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "case",
    [
        ({"choice": ""}, "Choose what you do first."),
        ({"choice": "thank"}, "That choice is not open here."),
        ({"client_id": "x"}, "This page was out of date."),
        ({"sequence": "many"}, "This page was out of date."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    scenario: ScenarioPage, cast: Cast, now: datetime, player: Client, case: tuple[dict[str, str], str]
) -> None:
    fields, sentence = case
    run = begin(scenario, cast.learner, now)
    data = {"sequence": 1, "choice": "warn", "client_id": uuid.uuid4()} | fields
    answer = player.post(reverse("scenarios:decide", args=[run.public_id]), data)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_last_decision_leads_to_the_debrief(scenario: ScenarioPage, cast: Cast, now: datetime, player: Client) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "warn", at=now)
    send(player, run, 2, "call")
    answer = player.get(run.get_absolute_url(), follow=True)
    assert answer.redirect_chain == [(reverse("scenarios:debrief", args=[run.public_id]), 302)]
    assert "Quiet night" in answer.content.decode()


def test_the_debrief_of_an_open_run_leads_back_to_the_scene(
    scenario: ScenarioPage, cast: Cast, now: datetime, player: Client
) -> None:
    run = begin(scenario, cast.learner, now)
    assert player.get(reverse("scenarios:debrief", args=[run.public_id]))["Location"] == run.get_absolute_url()


def test_nobody_else_sees_or_plays_a_run(
    scenario: ScenarioPage, cast: Cast, now: datetime, client_of: Callable[..., Client]
) -> None:
    run = begin(scenario, cast.learner, now)
    for other in (cast.comrade, cast.commander, cast.trainer, cast.administrator):
        client = client_of(other)
        assert client.get(run.get_absolute_url()).status_code == 404
        assert client.get(reverse("scenarios:debrief", args=[run.public_id])).status_code == 404
        assert send(client, run, 1, "warn") == 404


def test_an_unpublished_scenario_cannot_be_started_but_a_run_goes_on(
    scenario: ScenarioPage, cast: Cast, now: datetime, player: Client
) -> None:
    run = begin(scenario, cast.learner, now)
    scenario.unpublish()
    assert player.post(reverse("scenarios:start", args=[scenario.pk])).status_code == 404
    assert send(player, run, 1, "warn") == 302
    assert send(player, run, 2, "call") == 302
    page = player.get(run.get_absolute_url(), follow=True).content.decode()
    assert "Passed" in page
    assert "Play again" not in page
    assert Completion.objects.count() == 1


def test_what_stands_before_the_scenario_comes_first(module: ModulePage, cast: Cast, player: Client) -> None:
    make_lesson(module, "The minimum")
    scenario = make_scenario(module, opens="after-module")
    assert "It opens when you have finished:" in player.get(scenario.get_url()).content.decode()
    player.post(reverse("scenarios:start", args=[scenario.pk]))
    assert not Run.objects.exists()


def test_scenes_passed_on_the_way_are_told(scenario: ScenarioPage, cast: Cast, now: datetime, player: Client) -> None:
    run = begin(scenario, cast.learner, now)
    make(run, "warn", "call", at=now)
    assert "This is sorting." in player.get(run.get_absolute_url(), follow=True).content.decode()
