"""A real browser: a six-scene scenario is built by keyboard alone, and axe finds nothing on map, outline, form and findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from scenarios.models import ScenarioPage
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import ending, make_scenario, small_story

PATIENCE = 60_000  # milliseconds; the editor is heavy where many share a machine


def press(page: Page, name: str) -> None:
    """A button reached and pressed by keys."""
    button = page.locator("[data-story-map]").get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def write_scene(page: Page, title: str, key: str) -> None:
    """The chosen node's form, opened with Enter on the node and kept with Enter in a field."""
    page.keyboard.press("Enter")
    dialog = page.locator(".story-dialog")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    for name, value in (("part-key", key), ("part-title", title)):
        dialog.locator(f"[name='{name}']").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden(timeout=PATIENCE)


def connect(page: Page, source: str, target: str) -> None:
    page.locator(f"[data-map-layer] [data-key='{source}']").focus()
    chooser = page.locator("[data-target]")
    chooser.focus()
    chooser.select_option(target)
    press(page, "Connect")


def stored(page: Page, name: str) -> list[Any]:
    return json.loads(page.locator(f"[data-stream-json='{name}']").input_value())


def test_six_scenes_are_built_by_keyboard_and_saved(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    empty = small_story() | {"scenes": [], "start": "", "endings": [ending("quiet-night", "good")]}
    scenario = make_scenario(make_module(make_course()), empty, publish=False)
    page = open_page(cast.trainer, DESK)
    page.set_default_timeout(PATIENCE)
    page.goto(f"/admin/pages/{scenario.pk}/edit/")
    for number in range(1, 7):
        press(page, "Add a scene")
        expect(page.locator("[data-map-layer] [data-key='new-scene']")).to_be_focused(timeout=PATIENCE)
        write_scene(page, f"Scene {number}", f"s{number}")
    for number in range(1, 6):
        connect(page, f"s{number}", f"s{number + 1}")
    connect(page, "s6", "quiet-night")
    scenes = stored(page, "scenes")
    assert [scene["value"]["key"] for scene in scenes] == [f"s{number}" for number in range(1, 7)]
    assert [choice["value"]["target"] for scene in scenes for choice in scene["value"]["choices"]] == [
        *(f"s{number}" for number in range(2, 7)),
        "quiet-night",
    ]
    assert page.locator("[name='start']").input_value() == "s1"
    node = page.locator("[data-map-layer] [data-key='s2']")
    assert "Scene 2, Scene, 1 way in, 1 way out" in (node.get_attribute("aria-label") or "")
    press(page, "Undo")
    assert stored(page, "scenes")[5]["value"]["choices"] == []
    press(page, "Redo")
    node.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-check-status]")).to_contain_text("findings", timeout=PATIENCE)
    page.locator("[data-outline-panel] summary").click()
    assert axe_of_story(page, axe) == []
    page.locator("[data-map-layer] [data-key='s2']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".story-dialog")).to_be_visible(timeout=PATIENCE)
    assert axe_of_story(page, axe) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+S")
    page.locator("form#page-edit-form").evaluate("form => form.requestSubmit()")
    page.wait_for_load_state()
    latest: Any = ScenarioPage.objects.get(pk=scenario.pk).get_latest_revision_as_object()
    assert [block.value["key"] for block in latest.scenes] == [f"s{number}" for number in range(1, 7)]
    assert latest.start == "s1"


def axe_of_story(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    """What axe finds in our own part of the editor; the rest is Wagtail's."""
    return [line for line in axe(page) if "story" in line]
