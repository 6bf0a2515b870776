"""In a real browser: scenes of one group stand in one frame with its name, wherever they are moved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import edit, node, open_map, placed_story, take_over, within

GATE = "At the gate"


def encloses(page: Page, *keys: str) -> bool:
    frame = page.locator(".story-group").bounding_box()
    boxes = [node(page, key).bounding_box() for key in keys]
    assert frame
    return all(
        box
        and frame["x"] < box["x"]
        and box["x"] + box["width"] < frame["x"] + frame["width"]
        and frame["y"] < box["y"]
        and box["y"] + box["height"] < frame["y"] + frame["height"]
        for box in boxes
    )


def test_a_frame_with_the_name_stands_around_the_scenes_of_a_group(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = placed_story()
    story["scenes"][0]["group"] = GATE
    page = open_map(cast.trainer, open_page, story)
    expect(page.locator(".story-group-name")).to_have_text(GATE)
    assert encloses(page, "arrival")
    assert not encloses(page, "search")
    edit(page, "search").locator("[name='part-group']").fill(GATE)
    take_over(page)
    expect(page.locator(".story-group")).to_have_count(1)
    within(page, 5, lambda: encloses(page, "arrival", "search"))  # the frame is drawn anew after the form has closed
    node(page, "search").focus()
    for _turn in range(5):
        page.keyboard.press("Alt+ArrowDown")
    assert encloses(page, "arrival", "search")
