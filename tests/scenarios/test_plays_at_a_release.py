"""At each release the plays that authors count on are replayed; what ends otherwise is kept with the edition and shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from scenarios.models import ChangedPlay, ExpectedPlay, ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    page = make_scenario(make_module(make_course()))
    for name, choices in (("The calm way", ["warn", "call"]), ("The bad way", ["fire", "skip"])):
        ending = "quiet-night" if "warn" in choices else "bad-night"
        ExpectedPlay.objects.create(scenario=page, name=name, level=1, choices=choices, ending=ending)
    return page


def release_otherwise(scenario: ScenarioPage) -> None:
    document = small_story()
    document["scenes"][2]["routes"][0]["target"] = "bad-night"
    document["scenes"][2]["routes"][1]["target"] = "quiet-night"
    publish_again(scenario, document)


def test_a_release_keeps_which_plays_end_otherwise(scenario: ScenarioPage) -> None:
    release_otherwise(scenario)
    edition = scenario.editions.first()
    kept = [(play.edition, play.name, play.before, play.after) for play in ChangedPlay.objects.all()]
    assert kept == [(edition, "The calm way", "quiet-night", "bad-night"), (edition, "The bad way", "bad-night", "quiet-night")]


def test_a_release_in_which_all_plays_end_as_recorded_keeps_nothing(scenario: ScenarioPage) -> None:
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    assert scenario.editions.count() == 2
    assert not ChangedPlay.objects.exists()


def test_the_editor_and_the_comparison_show_it_also_when_the_play_was_forgotten_since(
    scenario: ScenarioPage, cast: Cast, client_of: Callable[..., Client]
) -> None:
    release_otherwise(scenario)
    ExpectedPlay.objects.all().delete()
    client = client_of(cast.trainer)
    for address in (f"/admin/pages/{scenario.pk}/edit/", f"/admin/scenarios/{scenario.pk}/compare/"):
        text = client.get(address).content.decode()
        assert "“The calm way” ended in “Quiet night (quiet-night)”; now it ends in “Bad night (bad-night)”." in text
