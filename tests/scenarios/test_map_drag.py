"""In a real browser: a node is dragged to another place, which is kept; the others stay."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.conftest import Cast
from tests.scenarios.map_in_browser import drag, middle, node, open_map, place_of, placed_story, press

KEYS = ("arrival", "search", "sorting", "quiet-night", "bad-night")


def test_a_dragged_node_stands_where_it_was_dropped_and_the_others_where_they_were(
    cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    before = {key: place_of(page, key) for key in KEYS}
    scale = page.evaluate("bluehelmStory.editor.map.scale")
    x, y = middle(node(page, "search"))
    drag(page, (x, y), (x + 60 * scale, y + 120 * scale))
    assert place_of(page, "search") == (before["search"][0] + 60, before["search"][1] + 120)
    assert {key: place_of(page, key) for key in KEYS if key != "search"} == {k: v for k, v in before.items() if k != "search"}
    press(page, "Undo")
    assert place_of(page, "search") == before["search"]


def test_a_click_moves_nothing_and_chooses_the_node(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    before = place_of(page, "search")
    node(page, "search").click(position={"x": 20, "y": 20})
    assert node(page, "search").get_attribute("aria-pressed") == "true"
    assert place_of(page, "search") == before
