"""The editor of a scenario in a real browser, for tests of its map."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from people.models import User
from scenarios.models import ScenarioPage
from tests.browsers import DESK
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

PATIENCE = 60_000  # milliseconds; the editor is heavy where many share a machine


def open_map(
    trainer: User, open_page: Callable[..., Page], document: dict[str, Any] | None = None, scenario: ScenarioPage | None = None
) -> Page:
    """The editor of a draft, of the small story unless another is given, once its first check has answered."""
    document = document or small_story()
    scenario = scenario or make_scenario(make_module(make_course()), document, publish=False)
    page = open_page(trainer, DESK)
    page.set_default_timeout(PATIENCE)
    page.goto(f"/admin/pages/{scenario.pk}/edit/")
    parts = len(document["scenes"]) + len(document["endings"])
    expect(page.locator("[data-map-layer] [data-key]")).to_have_count(parts, timeout=PATIENCE)
    expect(page.locator("[data-check-status]")).not_to_be_empty(timeout=PATIENCE)
    return page


def stored(page: Page, name: str = "scenes") -> list[Any]:
    return json.loads(page.locator(f"[data-stream-json='{name}']").input_value())


def value_of(page: Page, key: str) -> Any:
    """The stored value of a scene or an ending; lists as plain lists."""
    return next(
        plain(part["value"]) for name in ("scenes", "endings") for part in stored(page, name) if part["value"]["key"] == key
    )


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return plain(value["value"]) if value.get("type") == "item" else {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def node(page: Page, key: str) -> Locator:
    return page.locator(f"[data-map-layer] [data-key='{key}']")


def press(page: Page, name: str) -> None:
    """A button of the map reached and pressed by keys."""
    button = page.locator("[data-story-map]").get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def edit(page: Page, key: str) -> Locator:
    """The form of a part, opened from its node."""
    node(page, key).focus()
    page.keyboard.press("Enter")
    dialog = page.locator(".story-dialog")
    expect(dialog.locator("[name='part-title']")).to_be_visible(timeout=PATIENCE)
    return dialog


def take_over(page: Page) -> None:
    page.locator(".story-dialog button[type=submit]").click()
    expect(page.locator(".story-dialog")).to_be_hidden(timeout=PATIENCE)


def finding(page: Page, text: str) -> Locator:
    return page.locator("[data-findings] li", has_text=text)


def placed_story() -> dict[str, Any]:
    """The small story with a place on the map for each part: from left to right, the endings one above the other."""
    places = {"arrival": (0, 60), "search": (220, 60), "sorting": (440, 60), "quiet-night": (660, 0), "bad-night": (660, 120)}
    story = small_story()
    for part in (*story["scenes"], *story["endings"]):
        part["x"], part["y"] = places[part["key"]]
    return story


def place_of(page: Page, key: str) -> tuple[int, int]:
    """Where the part stands on the map, as it is stored."""
    value = value_of(page, key)
    return value["x"], value["y"]


def middle(target: Locator) -> tuple[float, float]:
    """In pixels of the window; what is out of sight is scrolled into it."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, begun: tuple[float, float], ended: tuple[float, float]) -> None:
    """By mouse, in two steps, as a hand does."""
    page.mouse.move(*begun)
    page.mouse.down()
    page.mouse.move((begun[0] + ended[0]) / 2, (begun[1] + ended[1]) / 2)
    page.mouse.move(*ended)
    page.mouse.up()


def within(page: Page, seconds: float, is_so: Callable[[], bool]) -> None:
    """Returns as soon as it is so; what is drawn anew takes a moment. Raises AssertionError after the seconds."""
    for _tenth in range(int(seconds * 10)):
        if is_so():
            return
        page.wait_for_timeout(100)
    assert is_so()
