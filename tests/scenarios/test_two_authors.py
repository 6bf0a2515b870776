"""Two trainers save one scenario: what each changed survives; the same scene changed twice is a choice, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from scenarios.authoring.merging import merge
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.editor import posted


def part(key: str, title: str = "") -> dict[str, Any]:
    return {"type": "scene", "id": f"id-{key}", "value": {"key": key, "title": title or key}}


A, B, C = part("a"), part("b"), part("c")
A1, A2, B2 = part("a", "mine"), part("a", "theirs"), part("b", "theirs")


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ([A1, B], [A, B2], [A1, B2]),
        ([A, B, C], [A, B], [A, B, C]),
        ([A, B], [A, B, C], [A, B, C]),
        ([A], [A2, B], [A2]),
        ([A1, B], [A, B], [A1, B]),
        ([A, B], [A], [A]),
        ([B, A], [A, B2], [B2, A]),
    ],
)
def test_changes_of_different_parts_come_together(mine: list[Any], theirs: list[Any], merged: list[Any]) -> None:
    found = merge([A, B], mine, theirs)
    assert (found.parts, found.conflicts) == (merged, [])


def test_the_same_part_changed_by_both_is_a_conflict_until_somebody_chooses() -> None:
    found = merge([A, B], [A1, B], [A2, B])
    assert found.conflicts == [(A1, A2)]
    assert merge([A, B], [A1, B], [A2, B], lambda *_: "mine").parts == [A1, B]
    assert merge([A, B], [A1, B], [A2, B], lambda *_: "theirs").parts == [A2, B]


def test_both_keeps_theirs_beside_mine_under_a_name_of_its_own() -> None:
    first, copy, _second = merge([A, B], [A1, B], [A2, B], lambda *_: "both").parts
    assert first == A1
    assert (copy["value"]["title"], copy["value"]["key"]) == ("theirs", "a-2")
    assert copy["id"] != A["id"]


def test_white_space_that_a_save_takes_off_the_end_is_no_change_of_somebody_else() -> None:
    sent, saved = part("c", "<p>Copy</p>\n"), part("c", "<p>Copy</p>")
    found = merge([A, sent], [A], [A, saved])
    assert (found.parts, found.conflicts) == ([A], [])


@pytest.mark.parametrize(("mine", "theirs"), [([A1], [B]), ([B], [A2, B])])
def test_what_one_changed_and_the_other_took_away_is_a_conflict_too(mine: list[Any], theirs: list[Any]) -> None:
    assert len(merge([A], mine, theirs).conflicts) == 1


# --- Through the editor's form -------------------------------------------------------------------


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def stored(page: ScenarioPage, name: str = "scenes") -> list[dict[str, Any]]:
    found: Any = ScenarioPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    value = getattr(found, name)
    return json.loads(json.dumps(value.stream_block.get_prep_value(value)))


def save(client: Client, page: ScenarioPage, scenes: list[Any], base: list[Any], **extra: str) -> Any:
    form = {key: value for key, value in posted().items() if not key.startswith(("scenes-", "endings-"))}
    endings = json.dumps(stored(page, "endings"))
    sent = {"scenes": json.dumps(scenes), "scenes-base": json.dumps(base), "endings": endings, "endings-base": endings}
    return client.post(f"/admin/pages/{page.pk}/edit/", form | {"slug": page.slug} | sent | extra)


def choice_in(text: str) -> str:
    """The name of the one choice that a form asks for."""
    (name,) = set(re.findall(r'name="(choice-[0-9a-f]+)"', text))
    return name


def titled(scenes: list[dict[str, Any]], number: int, title: str) -> list[dict[str, Any]]:
    changed = json.loads(json.dumps(scenes))
    changed[number]["value"]["title"] = title
    return changed


def titles(page: ScenarioPage) -> list[str]:
    return [scene["value"]["title"] for scene in stored(page)]


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def test_two_scenes_saved_by_two_trainers_both_survive(client: Client, scenario: ScenarioPage) -> None:
    loaded = stored(scenario)
    save(client, scenario, titled(loaded, 0, "First by one"), loaded)
    save(client, scenario, titled(loaded, 1, "Second by other"), loaded)
    assert titles(scenario)[:2] == ["First by one", "Second by other"]


def test_the_same_scene_saved_by_two_is_refused_until_a_choice_is_made(client: Client, scenario: ScenarioPage) -> None:
    loaded = stored(scenario)
    save(client, scenario, titled(loaded, 0, "By one"), loaded)
    answer = save(client, scenario, titled(loaded, 0, "By other"), loaded)
    text = answer.content.decode()
    assert "Somebody else changed “By other” in the meantime" in text
    assert "Title: By one" in text
    assert "Keep both" in text
    assert titles(scenario)[0] == "By one"
    save(client, scenario, titled(loaded, 0, "By other"), loaded, **{choice_in(text): "both"})
    assert titles(scenario)[:2] == ["By other", "By one"]


def test_damaged_json_from_the_map_is_refused_and_the_draft_stays(client: Client, scenario: ScenarioPage) -> None:
    form = {key: value for key, value in posted().items() if not key.startswith("scenes-")}
    answer = client.post(f"/admin/pages/{scenario.pk}/edit/", form | {"slug": scenario.slug, "scenes": '[{"type": "scene"'})
    assert "It is damaged and cannot be read." in answer.content.decode()
    assert titles(scenario) == ["Arrival", "Search", "Sorting"]
