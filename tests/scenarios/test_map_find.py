"""In a real browser: a word finds the scenes that hold it, one after the other, in titles, texts and choices."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import node, open_map, placed_story, press


def find(page: Page, text: str) -> None:
    field = page.locator("[data-find]")
    field.fill(text)
    field.press("Enter")


def test_a_word_leads_from_place_to_place(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    find(page, "NIGHT")
    expect(node(page, "quiet-night")).to_be_focused()
    find(page, "NIGHT")
    expect(node(page, "bad-night")).to_be_focused()
    find(page, "night")
    expect(node(page, "quiet-night")).to_be_focused()
    find(page, "this is sorting")
    expect(node(page, "sorting")).to_be_focused()
    find(page, "thank")
    expect(node(page, "search")).to_be_focused()
    find(page, "helicopter")
    expect(page.locator("[data-said]")).to_have_text("Nothing was found.")
    find(page, "thank")
    expect(page.locator("[data-said]")).to_have_text("")
    find(page, "helicopter")
    press(page, "Duplicate")
    expect(page.locator("[data-said]")).to_have_text("")


def test_with_the_outline_open_it_is_found_there(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    page.locator("[data-outline-panel] summary").click()
    find(page, "bad")
    expect(page.locator("[data-outline] [data-part='bad-night']")).to_be_focused()
