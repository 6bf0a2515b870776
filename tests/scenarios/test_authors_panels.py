"""Authors see what is wrong with a draft, what did not go live, and which edition is in play."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from scenarios.models import Edition, ScenarioPage
from tests.conftest import Cast
from tests.emptying import thawed
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def faulty() -> dict[str, Any]:
    document = small_story()
    document["scenes"][0]["choices"][0]["target"] = ""
    return document


def page(client: Client, *url: Any) -> str:
    return client.get(reverse(url[0], args=url[1:])).content.decode()


def test_the_editor_shows_the_edition_in_play(editor: Client, scenario: ScenarioPage) -> None:
    text = page(editor, "wagtailadmin_pages:edit", scenario.pk)
    assert "In play: edition 1 of" in text
    assert "Nothing was found in the draft" in text


def test_the_editor_lists_what_is_wrong_with_the_draft(editor: Client, scenario: ScenarioPage) -> None:
    scenario.start = "nowhere"
    scenario.save_revision()
    text = page(editor, "wagtailadmin_pages:edit", scenario.pk)
    assert "The first scene “nowhere” does not exist." in text
    assert "In play: edition 1 of" in text


def test_the_editor_says_why_the_last_release_failed(editor: Client, scenario: ScenarioPage) -> None:
    publish_again(scenario, faulty())
    text = page(editor, "wagtailadmin_pages:edit", scenario.pk)
    assert "edition 1 stays in play." in text
    assert "It does not lead anywhere yet." in text


def test_a_new_page_asks_to_be_saved_first(editor: Client, scenario: ScenarioPage) -> None:
    text = page(editor, "wagtailadmin_pages:add", "scenarios", "scenariopage", scenario.get_parent().pk)
    assert "Save the draft to see what is still missing." in text


def test_the_home_of_the_editor_lists_what_was_not_released(editor: Client, scenario: ScenarioPage) -> None:
    publish_again(scenario, faulty())
    text = page(editor, "wagtailadmin_home")
    assert "Scenarios that were not released" in text
    assert "Edition 1" in text
    assert '#part-arrival">Arrival (arrival): “Warn”</a>: It does not lead anywhere yet.' in text


def test_the_home_lists_a_live_page_that_was_never_released(editor: Client, scenario: ScenarioPage) -> None:
    with thawed():
        Edition.objects.all().delete()
    assert "Never released for play. Publish it." in page(editor, "wagtailadmin_home")


def test_the_home_says_nothing_when_all_is_well(editor: Client, scenario: ScenarioPage) -> None:
    assert "Scenarios that were not released" not in page(editor, "wagtailadmin_home")


def test_a_scenario_with_an_edition_is_unpublished_rather_than_deleted(
    cast: Cast, scenario: ScenarioPage, client_of: Callable[..., Client]
) -> None:
    url = reverse("wagtailadmin_pages:delete", args=[scenario.pk])
    answer = client_of(cast.administrator).post(url, follow=True)
    assert "Unpublish it instead." in answer.content.decode()
    assert ScenarioPage.objects.filter(pk=scenario.pk).exists()


def test_the_preview_of_a_draft_shows_its_introduction(editor: Client, scenario: ScenarioPage) -> None:
    text = page(editor, "wagtailadmin_pages:view_draft", scenario.pk)
    assert "You are a corporal." in text
