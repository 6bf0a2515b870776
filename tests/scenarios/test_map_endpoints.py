"""What the map asks the server for: one part's form and its value, and the check of the whole form. Broken input is no 500."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from scenarios.authoring.parts import block_of
from tests.conftest import Cast
from tests.factories.posting import posted_block
from tests.factories.scenarios import page_fields, small_story
from tests.scenarios.editor import posted

pytestmark = pytest.mark.django_db
PARTS = "/admin/scenarios/parts"


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def stored_scene() -> dict[str, Any]:
    value = page_fields(small_story())["scenes"]
    return json.loads(json.dumps(value.stream_block.get_prep_value(value)))[0]["value"]


def state(client: Client, body: Any, kind: str = "scene") -> Any:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"{PARTS}/{kind}/state/", sent, content_type="application/json")


def fields(raw: dict[str, Any]) -> dict[str, Any]:
    """A part as its form posts it."""
    from wagtail.test.utils.form_data import nested_form_data

    return nested_form_data({"part": posted_block(block_of("scene"), raw)})


def test_a_stored_scene_becomes_the_state_of_its_form(client: Client) -> None:
    found = state(client, stored_scene()).json()["state"]
    assert found["key"] == "arrival"
    assert len(found["choices"]) == 3
    assert "entityMap" in found["body"]


def test_posted_fields_become_the_value_to_store(client: Client) -> None:
    raw = page_fields(small_story())["scenes"].raw_data[0]["value"]
    value = client.post(f"{PARTS}/scene/value/", fields(raw)).json()["value"]
    assert value["title"] == "Arrival"
    assert [choice["value"]["key"] for choice in value["choices"]] == ["warn", "wave", "fire"]
    assert "<p" in value["body"]


def test_an_incomplete_scene_is_stored_and_a_wrong_key_is_told(client: Client) -> None:
    raw = page_fields(small_story())["scenes"].raw_data[0]["value"]
    assert client.post(f"{PARTS}/scene/value/", fields(raw | {"title": ""})).status_code == 200
    answer = client.post(f"{PARTS}/scene/value/", fields(raw | {"key": "No Key!"}))
    assert answer.status_code == 422
    assert "key" in answer.json()["errors"]["blockErrors"]


BROKEN = [
    b"",
    b"[]",
    b"{",
    b"null",
    b'{"choices": 7}',
    b'{"choices": [[[]]]}',
    b'{"body": {}}',
    b"\xff\xfe",
    b"[" * 9_999,
    b"x" * 600_000,
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_broken_parts_are_answered_with_a_message(client: Client, body: bytes) -> None:
    answer = state(client, body)
    assert answer.status_code in (200, 400)
    assert answer.status_code == 200 or answer.json()["errors"]["messages"]
    assert state(client, {}, kind="meter").status_code == 400


@pytest.mark.parametrize("extra", [{"part-choices-count": "x"}, {"part-choices-count": "999999999"}, {"part-seconds": "soon"}])
def test_broken_fields_are_answered_with_a_message(client: Client, extra: dict[str, str]) -> None:
    assert client.post(f"{PARTS}/scene/value/", {"part-key": "a", **extra}).status_code in (200, 400, 422)


def test_the_whole_form_is_checked_as_it_stands_and_nothing_is_stored(client: Client) -> None:
    document = small_story()
    document["scenes"][0]["choices"][0]["target"] = ""
    answer = client.post("/admin/scenarios/check/", posted(document)).json()
    row = next(finding for finding in answer["findings"] if finding["code"] == "target-missing")
    assert (row["severity"], row["key"]) == ("error", "arrival")
    said = answer["sentences"]["search/thank"]
    assert said["when"] == "“People protected” is at least 2 and “An armed car passed” is not set"
    assert answer["sentences"]["arrival/warn"]["effects"][0] == "“People protected” rises by 1"


def test_the_story_itself_is_answered_to_be_tried_out(client: Client) -> None:
    answer = client.post("/admin/scenarios/check/", posted() | {"document": "1"}).json()
    assert answer["document"]["scenes"][0]["title"] == "Arrival"
    assert answer["document"]["scenes"][0]["choices"][1]["rules"][0]["citation"] == "BPUFF 10"


@pytest.mark.parametrize("scenes", ["[", "7", '[{"type": "x"}]', '[{"type": "scene", "value": 7}]', "[" * 9_999])
def test_a_damaged_form_is_answered_with_a_message(client: Client, scenes: str) -> None:
    assert client.post("/admin/scenarios/check/", posted() | {"scenes": scenes}).status_code in (200, 400)
