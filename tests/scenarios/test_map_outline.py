"""In a real browser: what the map does the outline does too, by keys: go along ways, edit, connect, duplicate, take away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import PATIENCE, open_map, placed_story, press, take_over, value_of


def part(page: Page, key: str) -> Locator:
    return page.locator(f"[data-outline] [data-part='{key}']")


def test_the_outline_does_what_the_map_does(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    page.locator("[data-outline-panel] summary").press("Enter")
    assert part(page, "arrival").get_attribute("aria-label") == "Arrival, Scene, the story begins here, 0 ways in, 3 ways out"
    way = page.locator("[data-outline] [data-go='sorting']").first
    way.focus()
    page.keyboard.press("Enter")
    expect(part(page, "sorting")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.locator(".story-dialog [name='part-title']")
    expect(field).to_be_visible(timeout=PATIENCE)
    field.fill("The square")
    take_over(page)
    expect(part(page, "sorting")).to_be_focused()
    expect(part(page, "sorting")).to_have_text("The square")
    page.locator("[data-target]").select_option("arrival")
    press(page, "Connect")
    assert [choice["target"] for choice in value_of(page, "sorting")["choices"]] == ["arrival"]
    press(page, "Duplicate")
    expect(part(page, "the-square-copy")).to_be_focused()
    page.keyboard.press("Delete")
    press(page, "Take it away")
    expect(part(page, "the-square-copy")).to_have_count(0)
