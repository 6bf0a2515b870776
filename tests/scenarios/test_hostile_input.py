"""Any value at any place of a story, where the map’s endpoints do not expect it: an answer in words, never a 500."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.importing.own import read_document
from scenarios.importing.passages import Refused
from scenarios.models import ScenarioPage
from scenarios.streams import STREAMS
from tests.conftest import Cast
from tests.factories.scenarios import page_fields, small_story
from tests.scenarios.editor import posted
from tests.scenarios.test_map_endpoints import PARTS, fields

pytestmark = pytest.mark.django_db
Path = tuple[Any, ...]
AS_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHECK = "/admin/scenarios/check/"
HUGE = 10**400
RICH = {"blocks": [{"text": "a", "type": "unstyled", "entityRanges": [{"offset": 0, "length": 1, "key": 7}]}], "entityMap": {}}
ASKED: list[dict[str, str]] = [{}, {"document": "1"}]
HOSTILE = [
    *(None, 7, -1, 1.5, HUGE, float("nan"), float("inf"), True, "", "x", "\x00", "\ud800", "<script>alert(1)</script>"),
    *([], [[]], [7], [{}], {}, {"a": 1}, {"type": "item", "value": 7}, [{"type": "item", "value": None}], "9" * 5_000),
    *("javascript:alert(1)", json.dumps(RICH), [["x"] * 3], {"key": {"key": {}}}),
]
values = st.sampled_from(HOSTILE) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["key", "type", "value", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


@cache
def streams() -> str:
    """The small story as the map’s form holds it, with a group of conditions and a route in it."""
    story = small_story()
    test = {"test": "meter-at-least", "subject": "people", "number": 1}
    grouped = {"combine": "any", "tests": [dict(test)], "groups": [{"combine": "all", "tests": [dict(test)]}]}
    story["scenes"][1]["choices"][0]["when"] = deepcopy(grouped)
    found = page_fields(story)
    return json.dumps({name: found[name].stream_block.get_prep_value(found[name]) for name in STREAMS}, default=str)


def every_path(value: Any, so_far: Path = ()) -> Iterator[Path]:
    if so_far:
        yield so_far
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in steps:
        yield from every_path(child, (*so_far, step))


def spoilt(whole: Any, path: Path, value: Any) -> Any:
    whole = deepcopy(whole)
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return whole


def is_answered(answer: Any) -> bool:
    if answer.status_code == 200:
        json.loads(answer.content, parse_constant=pytest.fail)
        return True
    return answer.status_code in (400, 422) and bool(answer.json()["errors"])


@AS_OFTEN
@given(data=st.data())
def test_the_check_answers_any_value_at_any_place(client: Client, data: st.DataObject) -> None:
    whole = json.loads(streams())
    broken = spoilt(whole, data.draw(st.sampled_from(list(every_path(whole)))), data.draw(values))
    form = posted() | {name: json.dumps(stream) for name, stream in broken.items()} | data.draw(st.sampled_from(ASKED))
    assert is_answered(client.post(CHECK, form))


@AS_OFTEN
@given(data=st.data())
def test_the_state_of_a_part_is_answered_for_any_value_at_any_place(client: Client, data: st.DataObject) -> None:
    scene = json.loads(streams())["scenes"][1]["value"]
    broken = spoilt(scene, data.draw(st.sampled_from(list(every_path(scene)))), data.draw(values))
    assert is_answered(client.post(f"{PARTS}/scene/state/", json.dumps(broken), content_type="application/json"))


@AS_OFTEN
@given(data=st.data())
def test_the_value_of_a_part_is_answered_for_any_text_in_any_field(client: Client, data: st.DataObject) -> None:
    sent = fields(page_fields(small_story())["scenes"].raw_data[0]["value"])
    name = data.draw(st.sampled_from(sorted(sent)))
    said = data.draw(st.sampled_from(["9" * 5_000, "²", "-1", "\x00", "[", "{}", "null", json.dumps(RICH)]) | st.text(max_size=9))
    assert is_answered(client.post(f"{PARTS}/scene/value/", sent | {name: said}))


@AS_OFTEN
@given(data=st.data())
def test_an_own_file_is_read_or_refused_whatever_stands_in_it(data: st.DataObject) -> None:
    story = small_story()
    broken = spoilt(story, data.draw(st.sampled_from(list(every_path(story)))), data.draw(values))
    try:
        read = read_document(json.dumps(broken).encode())
    except Refused as refused:
        assert str(refused)
    else:
        text = json.dumps(read, ensure_ascii=False, allow_nan=False)
        assert "\\u0000" not in text
        text.encode()


FIELDS = [
    ("scenes", (0, "value", "choices", 0, "text"), 7),
    ("scenes", (0, "value", "choices", 0, "target"), {}),
    ("scenes", (0, "value", "key"), []),
    ("scenes", (0, "value", "image"), HUGE),
    ("scenes", (0, "value", "seconds"), float("nan")),
    ("meters", (0, "value", "start"), "x"),
    ("meters", (0, "value", "minimum"), "x"),
]


@pytest.mark.parametrize(("stream", "path", "value"), FIELDS)
def test_fields_that_once_were_a_500_are_answered(client: Client, stream: str, path: Path, value: Any) -> None:
    whole = json.loads(streams())
    form = posted() | {stream: json.dumps(spoilt(whole[stream], path, value))}
    assert is_answered(client.post(CHECK, form))


@pytest.mark.parametrize("value", ["a\x00b", "\ud800"])
def test_a_draft_with_what_no_database_holds_is_refused_in_words(client: Client, value: str, cast: Cast) -> None:
    from tests.factories.courses import make_course, make_module
    from tests.factories.scenarios import make_scenario

    page = make_scenario(make_module(make_course()), publish=False)
    scenes = json.loads(streams())["scenes"]
    scenes[0]["value"]["body"] = value
    answer = client.post(f"/admin/pages/{page.pk}/edit/", posted() | {"scenes": json.dumps(scenes)})
    assert answer.status_code == 200
    assert "It is damaged and cannot be read" in answer.content.decode()
    assert ScenarioPage.objects.get(pk=page.pk).latest_revision_id == page.latest_revision_id
