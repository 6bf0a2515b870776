"""In a real browser: a scene is connected by dragging from its edge, or by choosing where the new choice leads."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import drag, middle, node, open_map, placed_story, press, value_of


def targets(page: Page) -> list[str]:
    return [choice["target"] for choice in value_of(page, "arrival")["choices"]]


def test_dragging_from_the_edge_of_a_scene_makes_a_choice_that_leads_where_it_is_dropped(
    cast: Cast, open_page: Callable[..., Page]
) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    lines = page.locator("[data-map-lines] .story-line")
    before = lines.count()
    drag(page, middle(node(page, "arrival").locator("[data-handle]")), middle(node(page, "bad-night")))
    assert targets(page) == ["search", "search", "search", "bad-night"]
    expect(lines).to_have_count(before + 1)
    expect(page.locator("[data-said]")).to_have_text("“Arrival” leads to “Bad night” now. Edit the scene to write the choice.")


def test_what_is_dropped_beside_every_node_connects_nothing(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    x, y = middle(node(page, "arrival").locator("[data-handle]"))
    drag(page, (x, y), (x, y + 150))
    assert targets(page) == ["search", "search", "search"]
    expect(page.locator("[data-map-lines] .is-new")).to_have_count(0)


def test_a_scene_is_connected_by_choosing_where_it_leads(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    node(page, "arrival").focus()
    page.locator("[data-target]").select_option("quiet-night")
    press(page, "Connect")
    assert targets(page)[-1] == "quiet-night"
    node(page, "quiet-night").focus()
    press(page, "Connect")
    expect(page.locator("[data-said]")).to_have_text("Choose a scene first; an ending leads nowhere.")
