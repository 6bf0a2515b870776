"""Two trainers add scenes at the same time: the map calls both new ones alike, and each trainer's ways lead to the own one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from scenarios.authoring.apart import keys_apart, set_apart
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.map_in_browser import plain
from tests.scenarios.test_two_authors import part, save, stored

A, B = part("a"), part("b")
NEW, THEIRS = {**part("new"), "id": "mine"}, {**part("new"), "id": "theirs"}


def leading(to: str, *asked: dict[str, str]) -> dict[str, Any]:
    """The part a, with a choice that leads there when it is so."""
    choices = [{"type": "item", "id": "1", "value": {"key": "go", "target": to, "when": {"tests": list(asked), "groups": []}}}]
    return A | {"value": A["value"] | {"choices": choices}}


def test_mine_gets_a_key_of_its_own_and_what_i_wrote_of_it_as_well() -> None:
    mine = [leading("new", {"test": "seen", "subject": "new"}, {"test": "chose", "subject": "new/go"}), B, NEW]
    keys = keys_apart([A, B], mine, [A, B, THEIRS])
    assert keys == {"places": {"new": "new-2"}}
    first, second, third = set_apart([A, B], mine, keys)
    asked = [{"test": "seen", "subject": "new-2"}, {"test": "chose", "subject": "new-2/go"}]
    assert (first, second) == (leading("new-2", *asked), B)
    assert third["value"]["key"] == "new-2"


def test_a_meter_called_alike_is_not_meant() -> None:
    mine = leading("a", {"test": "meter-at-least", "subject": "new"})
    assert set_apart([A], [mine], {"places": {"new": "new-2"}}) == [mine]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([A, B, NEW], [A, B]),  # only I added one
        ([A, B], [A, B, THEIRS]),
        ([A, B, NEW], [A, B, NEW]),  # autosaved before
        ([A, NEW | {"value": B["value"]}], [A, B]),  # b is another part here now
    ],
)
def test_nothing_else_gets_another_key(mine: list[Any], theirs: list[Any]) -> None:
    assert keys_apart([A, B], mine, theirs) == {}


def test_new_scenes_of_two_trainers_both_survive_with_their_ways(cast: Cast, client_of: Callable[..., Client]) -> None:
    scenario = make_scenario(make_module(make_course()))
    client, loaded = client_of(cast.trainer), stored(scenario)
    for number, author in enumerate(("one", "other")):
        scenes = json.loads(json.dumps(loaded))
        scenes[number]["value"]["choices"][0]["target"] = "new-scene"
        scenes.append(
            {"type": "scene", "id": author, "value": scenes[1]["value"] | {"key": "new-scene", "title": f"By {author}"}}
        )
        save(client, scenario, scenes, loaded)
    found = {each["value"]["key"]: each["value"] for each in stored(scenario)}
    assert [found["new-scene"]["title"], found["new-scene-2"]["title"]] == ["By one", "By other"]
    ways = [plain(found[key])["choices"][0]["target"] for key in ("arrival", "search")]
    assert ways == ["new-scene", "new-scene-2"]


def test_the_first_scene_of_a_story_is_the_own_one(cast: Cast, client_of: Callable[..., Client]) -> None:
    scenario = make_scenario(make_module(make_course()))
    client, loaded = client_of(cast.trainer), stored(scenario)
    for author in ("one", "other"):
        new = {"type": "scene", "id": author, "value": loaded[1]["value"] | {"key": "new-scene", "title": f"By {author}"}}
        extra = {"start": "new-scene"} if author == "other" else {}
        save(client, scenario, [*loaded, new], loaded, **extra)
    draft: Any = ScenarioPage.objects.get(pk=scenario.pk).get_latest_revision_as_object()
    assert draft.start == "new-scene-2"
