"""In a real browser: fifty steps are undone and done again, one by one; older ones stay."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.conftest import Cast
from tests.scenarios.map_in_browser import node, open_map, place_of, placed_story, press, value_of

STEP, MOST = 20, 50


def test_fifty_steps_are_undone_and_redone(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    x, y = place_of(page, "search")
    node(page, "search").focus()
    for _turn in range(MOST + 2):
        page.keyboard.press("Alt+ArrowDown")
    assert place_of(page, "search") == (x, y + STEP * (MOST + 2))
    page.keyboard.press("Control+z")
    assert place_of(page, "search") == (x, y + STEP * (MOST + 1))
    for _turn in range(MOST + 5):
        page.keyboard.press("Control+z")
    assert place_of(page, "search") == (x, y + STEP * 2)
    for _turn in range(MOST + 5):
        page.keyboard.press("Control+Shift+z")
    assert place_of(page, "search") == (x, y + STEP * (MOST + 2))


def test_what_is_done_after_undoing_ends_what_could_be_redone(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    node(page, "search").focus()
    page.keyboard.press("Alt+ArrowDown")
    press(page, "Undo")
    node(page, "arrival").focus()
    page.locator("[data-target]").select_option("sorting")
    press(page, "Connect")
    press(page, "Redo")
    assert place_of(page, "search") == (220, 60)
    assert len(value_of(page, "arrival")["choices"]) == 4
