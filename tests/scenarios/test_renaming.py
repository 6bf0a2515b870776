"""Renaming is safe: a new key of a scene, choice, meter or flag stands wherever the old one was meant; a taken one is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scenarios.analysis import findings_of
from tests.conftest import Cast
from tests.factories.scenarios import asks, small_story, when
from tests.scenarios.javascript import in_javascript
from tests.scenarios.map_in_browser import PATIENCE, edit, open_map, plain, press, stored, take_over, value_of

STORE = """
globalThis.Event = globalThis.Event || class {};
const field = (value) => ({ value, dispatchEvent() {} });
const store = new story.Store(field(JSON.stringify(given.scenes)), field(JSON.stringify(given.endings)), field(given.start));
const scene = (key) => store.part(key).raw;
%s
return { scenes: JSON.parse(store.fields.scenes.value), start: store.start, said: globalThis.said };
"""


def referring_story() -> dict[str, Any]:
    """The small story with every way of referring: seen, chose, better, time-out, targets, effects, tests in groups."""
    story = small_story()
    arrival, search, sorting = story["scenes"]
    arrival.update(seconds=30, timeout_choice="wave")
    grouped = [when(asks("chose", "arrival/warn"), asks("flag-set", "armed-car"), combine="any")]
    search["choices"][2]["when"] = when(asks("seen", "arrival"), asks("meter-at-least", "people", 2), groups=grouped)
    sorting["routes"][0]["when"] = when(asks("chose", "arrival/warn"), asks("meter-at-least", "trust", 1))
    return story


def in_store(script: str, *, with_ids: bool = True) -> Any:
    story = referring_story()
    parts = {name: [{"type": name[:-1], "id": p["key"], "value": p} for p in story[name]] for name in ("scenes", "endings")}
    if with_ids:
        for part in parts["scenes"]:
            choices = part["value"]["choices"]
            part["value"]["choices"] = [{"type": "item", "id": f"{part['id']}-{n}", "value": c} for n, c in enumerate(choices)]
    found = in_javascript(STORE % script, {**parts, "start": story["start"]}, "story-store")
    scenes = [plain(part["value"]) for part in found["scenes"]]
    return story | {"scenes": scenes, "start": found["start"], "said": found.get("said")}


def unknown(story: dict[str, Any]) -> list[str]:
    codes = {
        "target-unknown",
        "flag-unknown",
        "meter-unknown",
        "scene-unknown",
        "choice-unknown",
        "better-unknown",
        "start-unknown",
    }
    return [f"{f.code} {f.where}" for f in findings_of(story) if f.code in codes | {"timer-choice-unknown", "key-repeated"}]


CHOICE = """
const value = structuredClone(scene("arrival").value);
const [warn, wave] = story.items(value.choices);
warn.key = "call-out"; wave.key = "let-by";
store.replace("arrival", value);
"""
SCENE = 'store.replace("arrival", { ...structuredClone(scene("arrival").value), key: "the-road" });'
BOTH = CHOICE.replace('warn.key = "call-out";', 'warn.key = "call-out"; value.key = "the-road";')


@pytest.mark.parametrize("script", [CHOICE, SCENE, BOTH], ids=["choices", "scene", "both at once"])
@pytest.mark.parametrize("with_ids", [True, False])
def test_nothing_points_to_an_old_key(script: str, with_ids: bool) -> None:
    assert unknown(referring_story()) == []
    assert unknown(in_store(script, with_ids=with_ids)) == []


def test_a_renamed_choice_keeps_its_meaning_everywhere() -> None:
    arrival, search, sorting = in_store(CHOICE)["scenes"]
    assert arrival["timeout_choice"] == "let-by"
    assert [choice["better"] for choice in arrival["choices"]] == ["", "call-out", "call-out"]
    assert search["choices"][2]["when"]["groups"][0]["tests"][0]["subject"] == "arrival/call-out"
    assert sorting["routes"][0]["when"]["tests"][0]["subject"] == "arrival/call-out"


@pytest.mark.parametrize(("kind", "old"), [("meters", "people"), ("flags", "armed-car")])
def test_a_renamed_meter_or_flag_is_repaired_in_what_can_be_undone_too(kind: str, old: str) -> None:
    undone = f'store.begin("search"); store.renameSubject("{kind}", "{old}", "other"); store.undo();'
    story = in_store(undone)
    for each in story[kind]:
        each["key"] = "other" if each["key"] == old else each["key"]
    story["passes"]["meters"] = []
    assert story["start"] == "arrival"
    assert unknown(story) == []


def test_a_flag_is_not_renamed_with_a_meter_of_the_same_key() -> None:
    search = in_store('store.renameSubject("meters", "armed-car", "other");')["scenes"][1]
    assert search["choices"][2]["when"]["groups"][0]["tests"][1]["subject"] == "armed-car"


def test_taken_keys_are_told() -> None:
    told = """
    const choice = structuredClone(scene("arrival").value);
    story.items(choice.choices)[0].key = "wave";
    const value = (key) => ({ ...structuredClone(scene("arrival").value), key });
    const values = [choice, ...["search", "quiet-night", "arrival"].map(value)];
    globalThis.said = values.map((each) => store.taken("arrival", each));
    """
    assert in_store(told)["said"] == ["wave", "search", "quiet-night", ""]


# --- In a real browser ---------------------------------------------------------------------------


def test_the_form_renames_a_choice_and_refuses_a_taken_key(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, referring_story())
    dialog = edit(page, "arrival")
    dialog.locator("[name='part-key']").fill("search")
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_contain_text("“search” is taken already", timeout=PATIENCE)
    dialog.locator("[name='part-key']").fill("the-road")
    dialog.locator("[name='part-choices-0-value-key']").fill("call-out")
    take_over(page)
    assert value_of(page, "sorting")["routes"][0]["when"]["tests"][0]["subject"] == "the-road/call-out"
    assert value_of(page, "the-road")["choices"][1]["better"] == "call-out"


def test_a_meter_that_gets_another_key_is_meant_by_it_on_the_map_and_to_pass(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, referring_story())
    key = page.locator("[name='meters-0-value-key']")
    key.evaluate("field => { field.focus(); field.value = 'trust'; field.dispatchEvent(new Event('change', {bubbles: true})); }")
    assert key.input_value() == "people"
    key.evaluate("field => { field.value = 'lives'; field.dispatchEvent(new Event('change', {bubbles: true})); }")
    assert page.locator("[name='meter_bounds-0-value-subject']").input_value() == "lives"
    assert '"subject": "people"' not in str(stored(page)).replace("'", '"')
    press(page, "Undo")
    expect(page.locator("[data-check-status]")).to_contain_text("Nothing was found", timeout=PATIENCE)
