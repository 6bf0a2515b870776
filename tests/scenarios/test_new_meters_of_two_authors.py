"""Two trainers add a meter or a flag of the same key at the same time: both stay, and what each wrote is about the own one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from scenarios.models import ScenarioPage
from scenarios.sentences import effect_sentence
from scenarios.services import document_of
from scenarios.story import Story
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.test_two_authors_of_the_rest import address, client, draft, loaded

__all__ = ["client"]

WRITTEN = {
    "meters": (("meter-at-least", 1), ("add", 1)),
    "flags": (("flag-set", None), ("set-flag", None)),
}


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


def added(form: dict[str, Any], kind: str, author: int) -> dict[str, Any]:
    """The form with one new part of the key “fatigue”, and a scene that this author wrote about it."""
    (test, asked), (effect, change) = WRITTEN[kind]
    number = int(form[f"{kind}-count"])
    prefix = f"{kind}-{number}"
    last = {name.split("-", 2)[2]: value for name, value in form.items() if name.startswith(f"{kind}-0-")}
    new = {f"{prefix}-{name}": value for name, value in last.items()}
    new |= {f"{prefix}-id": f"by-{author}", f"{prefix}-order": str(number), f"{prefix}-value-key": "fatigue"}
    new |= {f"{prefix}-value-name": f"By {author}", f"{kind}-count": str(number + 1)}
    scenes = json.loads(form["scenes"])
    first = scenes[author]["value"]["choices"][0]
    first["when"]["tests"] = [{"test": test, "subject": "fatigue", "number": asked}]
    first["effects"] = [{"effect": effect, "subject": "fatigue", "number": change}]
    return form | new | {"scenes": json.dumps(scenes)}


@pytest.mark.parametrize("kind", ["meters", "flags"])
def test_both_stay_with_keys_of_their_own(client: Client, scenario: ScenarioPage, kind: str) -> None:
    form = loaded(client, scenario)
    for author in (0, 1):
        answer = client.post(address(scenario), added(form, kind, author))
        assert answer.status_code == 302, answer.content.decode()
    document = document_of(draft(scenario))
    assert {part["name"]: part["key"] for part in document[kind][-2:]} == {"By 0": "fatigue", "By 1": "fatigue-2"}
    for scene, key in zip(document["scenes"], ["fatigue", "fatigue-2"], strict=False):
        written = scene["choices"][0]
        assert [each["subject"] for each in (*written["when"]["tests"], *written["effects"])] == [key, key]


def test_what_passing_needs_is_the_own_meter(client: Client, scenario: ScenarioPage) -> None:
    form = loaded(client, scenario)
    client.post(address(scenario), added(form, "meters", 0))
    client.post(address(scenario), added(form, "meters", 1) | {"meter_bounds-0-value-subject": "fatigue"})
    assert [bound["subject"] for bound in document_of(draft(scenario))["passes"]["meters"]] == ["fatigue-2"]


def test_a_meter_and_a_flag_of_one_key_are_let_be(client: Client, scenario: ScenarioPage) -> None:
    form = loaded(client, scenario)
    client.post(address(scenario), added(form, "meters", 0))
    client.post(address(scenario), added(form, "flags", 1))
    document = document_of(draft(scenario))
    assert [document[kind][-1]["key"] for kind in ("meters", "flags")] == ["fatigue", "fatigue"]
    story = Story.from_document(document)
    said = [effect_sentence(story, scene.choices[0].effects[0]) for scene in story.scenes[:2]]
    assert said == ["“By 0” rises by 1", "“By 1” is set"]
