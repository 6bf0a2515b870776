"""In a real browser: the map is made larger and smaller, by buttons and by wheel, and all of it is shown at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.conftest import Cast
from tests.scenarios.map_in_browser import middle, node, open_map, placed_story, press

WIDER = "width => bluehelmStory.editor.map.nodes.get('search').getBoundingClientRect().width > width + 1"
KEYS = ("arrival", "search", "sorting", "quiet-night", "bad-night")


def width(page: Page) -> float:
    box = node(page, "search").bounding_box()
    assert box
    return box["width"]


def test_buttons_make_the_map_larger_and_smaller(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    before = width(page)
    press(page, "Larger")
    assert width(page) == pytest.approx(before * 1.25, abs=1)
    press(page, "Smaller")
    assert width(page) == pytest.approx(before, abs=1)
    page.mouse.move(*middle(node(page, "search")))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(WIDER, arg=before)


def test_show_all_brings_every_node_into_sight(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    for _turn in range(4):
        press(page, "Larger")
    view = page.locator("[data-map-view]")
    assert view.evaluate("view => view.scrollWidth > view.clientWidth")
    press(page, "Show all")
    view.scroll_into_view_if_needed()
    frame = view.bounding_box()
    assert frame
    for key in KEYS:
        box = node(page, key).bounding_box()
        assert box
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
