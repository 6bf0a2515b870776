"""Beside the editor: the long look, plays to count on, a comparison of editions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from scenarios.authoring import examining
from scenarios.authoring.comparison import compare
from scenarios.authoring.examining import ask_for_examination, play_differences
from scenarios.document import document_of
from scenarios.models import Examination, ExpectedPlay, ScenarioPage
from scenarios.story import Story
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import choice, effect, make_scenario, publish_again, scene, small_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def tool(client: Client, scenario: ScenarioPage, which: str, **data: Any) -> str:
    address = f"/admin/scenarios/{scenario.pk}/{which}/"
    answer = client.post(address, data, follow=True) if data else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_long_look_shows_verdicts_with_plays_and_probabilities(client: Client, scenario: ScenarioPage) -> None:
    client.post(f"/admin/scenarios/{scenario.pk}/examine/")
    text = tool(client, scenario, "examine")
    assert "every verdict is proven" in text
    assert "Arrival: “Warn” → Search: “Call”" in text
    assert "by chance" in text


def test_a_content_is_examined_once(scenario: ScenarioPage, now: datetime) -> None:
    found = {ask_for_examination(scenario=scenario, at=now).pk for _ in range(3)}
    assert len(found) == Examination.objects.count() == 1


def test_a_long_look_that_a_request_cannot_bear_is_left_to_a_task_and_says_so(
    client: Client,
    scenario: ScenarioPage,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
    now: datetime,
) -> None:
    monkeypatch.setattr(examining, "AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=False) as later:
        ask_for_examination(scenario=scenario, at=now)
    assert "in the background" in tool(client, scenario, "examine")
    later[0]()
    assert Examination.objects.get().report["is_complete"] is True


def test_a_recorded_play_whose_end_changes_is_shown_as_a_difference(client: Client, scenario: ScenarioPage) -> None:
    tool(client, scenario, "plays", name="The calm way", level="1", choices="warn, call")
    assert ExpectedPlay.objects.get().ending == "quiet-night"
    document = small_story()
    document["scenes"][2]["routes"][0]["target"] = "bad-night"
    publish_again(scenario, document | {"endings": [document["endings"][1], document["endings"][0]]})
    scenario.refresh_from_db()
    (difference,) = play_differences(scenario, Story.from_document(document_of(scenario)))
    assert "“The calm way” ended in “Quiet night (quiet-night)”; now it ends in “Bad night (bad-night)”." in difference.message
    page = client.get(f"/admin/pages/{scenario.pk}/edit/").content.decode()
    assert "The calm way" in page


def test_a_play_that_comes_to_no_end_is_not_recorded(client: Client, scenario: ScenarioPage) -> None:
    answer = client.post(f"/admin/scenarios/{scenario.pk}/plays/", {"name": "Half", "level": "1", "choices": "warn"})
    assert "comes to no end" in answer.content.decode()
    assert not ExpectedPlay.objects.exists()


def test_two_editions_are_compared_by_what_a_player_would_notice() -> None:
    old, new = small_story(), small_story()
    first = new["scenes"][0]
    first["choices"][0].update(target="sorting", effects=[effect("add", "people", 2)], text="Warn them")
    first["body"] = "<p>Otherwise.</p>"
    new["scenes"].append(scene("attic", [choice("warn", "search")]))
    new["scenes"][1]["choices"].pop()
    found = {(each.kind, each.where, each.before, each.after) for each in compare(old, new)}
    assert ("added", "Attic", "", "") in found
    assert ("removed", "Search: “Thank”", "", "") in found
    assert ("target", "Arrival: “Warn them”", "Search", "Sorting") in found
    assert ("text", "Arrival", "<p>This is arrival.</p>", "<p>Otherwise.</p>") in found
    effects = "“People protected” rises by 1; “Trust” rises by 1"
    assert ("effects", "Arrival: “Warn them”", effects, "“People protected” rises by 2") in found
    assert compare(old, old) == []


@pytest.mark.parametrize("which", ["examine", "compare", "insight"])
def test_each_tool_leads_back_to_its_scenario(which: str, client: Client, scenario: ScenarioPage) -> None:
    assert f'<a href="/admin/pages/{scenario.pk}/edit/">Back to the scenario</a>' in tool(client, scenario, which)


def test_an_edition_that_is_not_there_is_said_beside_its_field(client: Client, scenario: ScenarioPage) -> None:
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    text = client.get(f"/admin/scenarios/{scenario.pk}/compare/?old=0&new=0").content.decode()
    assert "Select a valid choice" in text
    assert "no two editions" not in text


def test_the_newest_two_editions_are_compared_at_once(client: Client, scenario: ScenarioPage) -> None:
    text = tool(client, scenario, "compare")
    assert "There are no two editions yet." in text  # the only one is not compared with itself
    assert 'name="old"' not in text  # nor is anything asked that has no answer
    assert "say and do the same" not in text
    publish_again(scenario, small_story() | {"role": "You are a sergeant."})
    assert "You are a sergeant." in tool(client, scenario, "compare")
