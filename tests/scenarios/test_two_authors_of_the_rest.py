"""Two trainers save one scenario: what one does to meters, flags, title or passing, and the other to scenes, both survives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.editor import posted
from tests.scenarios.test_two_authors import choice_in


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def address(page: ScenarioPage) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def loaded(client: Client, page: ScenarioPage) -> dict[str, Any]:
    """The form as it is sent unchanged, with what it was loaded with."""
    soup = BeautifulSoup(client.get(address(page)).content, "html.parser")
    names = ("scenes", "scenes-base", "endings", "endings-base", "story-base")
    raw = {name: soup.select_one(f"textarea[name='{name}']").text for name in names}  # type: ignore[union-attr]
    form = {key: value for key, value in posted().items() if not key.startswith(("scenes-", "endings-"))}
    ids: dict[str, str] = {}
    for name in ("meters", "flags", "meter_bounds"):
        for number, part in enumerate(json.loads(raw["story-base"])["values"][name]):
            ids[f"{name}-{number}-id"] = part["id"]
    return form | raw | ids | {"slug": page.slug, "summary": page.summary, "minutes": str(page.minutes)}


def based_on(form: dict[str, Any], **values: str) -> dict[str, str]:
    """As if the form had been loaded with these values."""
    return {"story-base": json.dumps({"values": json.loads(form["story-base"])["values"] | values})}


def draft(page: ScenarioPage) -> Any:
    return ScenarioPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def other_scene(form: dict[str, Any]) -> dict[str, Any]:
    scenes = json.loads(form["scenes"])
    scenes[0]["value"]["title"] = "By the other"
    return form | {"scenes": json.dumps(scenes)}


CHANGES = [
    ({"meters-0-value-name": "Lives"}, lambda page: page.meters[0].value["name"], "Lives"),
    ({"flags-0-value-name": "A car passed"}, lambda page: page.flags[0].value["name"], "A car passed"),
    ({"meter_bounds-0-value-at_least": "3"}, lambda page: page.meter_bounds[0].value["at_least"], 3),
    ({"title": "At the road"}, lambda page: page.title, "At the road"),
    ({"role": "You lead."}, lambda page: page.role, "You lead."),
    ({"start": "search"}, lambda page: page.start, "search"),
    ({"mode": "practice"}, lambda page: page.mode, "practice"),
    ({"unlawful_allowed": "2"}, lambda page: page.unlawful_allowed, 2),
    ({"minutes": "40"}, lambda page: page.minutes, 40),
]


@pytest.mark.parametrize(("change", "read", "kept"), CHANGES, ids=[next(iter(change[0])) for change in CHANGES])
def test_nothing_that_one_changed_is_lost_by_the_other(
    client: Client, scenario: ScenarioPage, change: dict[str, str], read: Callable[[Any], Any], kept: Any
) -> None:
    form = loaded(client, scenario)
    client.post(address(scenario), form | change)
    assert read(draft(scenario)) == kept
    answer = client.post(address(scenario), other_scene(form))
    assert answer.status_code == 302
    assert read(draft(scenario)) == kept
    assert draft(scenario).scenes[0].value["title"] == "By the other"


def test_the_same_field_changed_by_both_is_shown_with_both_texts_until_one_is_chosen(
    client: Client, scenario: ScenarioPage
) -> None:
    form = loaded(client, scenario)
    client.post(address(scenario), form | {"title": "By one", "meters-0-value-name": "Lives"})
    mine = form | {"title": "By the other"}
    text = client.post(address(scenario), mine).content.decode()
    assert "By one</dd>" in text
    assert "By the other</dd>" in text
    assert draft(scenario).title == "By one"
    chosen = {choice_in(text): "theirs"}
    client.post(address(scenario), form | {"title": "By one again"} | based_on(form, title="By one"))
    answer = client.post(address(scenario), mine | chosen)
    assert answer.status_code == 200  # what was chosen was about another text of theirs
    client.post(address(scenario), mine | {choice_in(answer.content.decode()): "mine"})
    assert (draft(scenario).title, draft(scenario).meters[0].value["name"]) == ("By the other", "Lives")


def test_after_an_autosave_what_was_sent_is_what_the_next_save_is_compared_with(client: Client, scenario: ScenarioPage) -> None:
    form = loaded(client, scenario)
    first = form | {"title": "My first"}
    client.post(address(scenario), first)
    entries = [[name, value] for name, value in first.items() if not name.startswith(("scenes", "endings", "story"))]
    sent = {"story-base": json.dumps({"entries": entries})}
    assert client.post(address(scenario), form | {"title": "My second"} | sent).status_code == 302
    assert draft(scenario).title == "My second"
    client.post(address(scenario), form | {"title": "Theirs"} | based_on(form, title="My second"))
    assert client.post(address(scenario), first | sent).status_code == 302
    assert draft(scenario).title == "Theirs"


@pytest.mark.parametrize(
    "base", ["", "[", "7", '{"values": 7}', '{"entries": 7}', '{"entries": [[]]}', '{"values": {"meters": [7]}}']
)
def test_a_damaged_base_is_no_failure(client: Client, scenario: ScenarioPage, base: str) -> None:
    form = loaded(client, scenario)
    assert client.post(address(scenario), form | {"title": "Mine", "story-base": base}).status_code in (200, 302)
