"""In a real browser: a scene is duplicated under a name of its own, with all its choices, and nothing leads to the copy yet."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import node, open_map, placed_story, press, stored, value_of


def test_a_copy_has_its_own_name_and_the_same_choices(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    node(page, "arrival").focus()
    press(page, "Duplicate")
    expect(node(page, "arrival-copy")).to_be_focused()
    original, copy = value_of(page, "arrival"), value_of(page, "arrival-copy")
    assert copy["title"] == "Arrival (copy)"
    own = ("key", "title", "x", "y")
    assert {name: value for name, value in copy.items() if name not in own} == {
        name: value for name, value in original.items() if name not in own
    }
    assert (copy["x"], copy["y"]) != (original["x"], original["y"])
    assert len({part["id"] for part in stored(page)}) == 4
    assert "0 ways in, 3 ways out" in (node(page, "arrival-copy").get_attribute("aria-label") or "")
    press(page, "Undo")
    expect(node(page, "arrival-copy")).to_have_count(0)
