"""In a real browser: what the map has to say can be seen, not only heard: nothing found, not to be opened, nothing left."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import PATIENCE, open_map, press


def says(page: Page, text: str) -> None:
    status = page.locator("[data-said]")
    expect(status).to_contain_text(text, timeout=PATIENCE)
    box = status.bounding_box()
    assert box
    assert box["height"] > 10
    assert box["width"] > 100


def says_that_nothing_was_found(page: Page) -> None:
    page.locator("[data-find]").fill("a word that no scene has")
    page.keyboard.press("Enter")
    says(page, "Nothing was found.")


def says_that_a_form_could_not_be_opened(page: Page) -> None:
    page.route("**/parts/*/state/", lambda route: route.abort())
    press(page, "Edit")
    says(page, "could not be sent")


def goes_on_where_nothing_is_left(page: Page) -> None:
    for _part in range(5):
        press(page, "Take away")
        press(page, "Take it away")
    expect(page.locator("[data-map-layer] [data-key]")).to_have_count(0)
    expect(page.locator("[data-do='add-scene']")).to_be_focused()


def test_what_the_map_says_is_seen(cast: Cast, open_page: Callable[..., Page]) -> None:
    """One editor for all: it is the dearest part of such a test."""
    page = open_map(cast.trainer, open_page)
    says_that_nothing_was_found(page)
    says_that_a_form_could_not_be_opened(page)
    goes_on_where_nothing_is_left(page)
