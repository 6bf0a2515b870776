"""A learner plays: one scene at a time on a page, each decision once, to the debrief."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Completion, ModulePage
from scenarios.models import Decision, Run, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_lesson
from tests.factories.scenarios import make_scenario
from tests.scenarios.runs import begin, make, send

pytestmark = pytest.mark.django_db


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
