"""In a real browser: whoever works on the map by keys never loses the place, whatever is drawn anew."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.factories.scenarios import small_story
from tests.scenarios.map_in_browser import PATIENCE, node, open_map, press


def undoes_what_has_the_focus(page: Page) -> None:
    for key in ("new-scene", "new-scene-2"):
        press(page, "Add a scene")
        expect(node(page, key)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(node(page, "arrival")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(node(page, "new-scene")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(node(page, "new-scene")).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(node(page, "new-scene-2")).to_have_count(1)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(node(page, "new-scene")).to_have_count(0)


def stays_on_a_way_of_the_outline(page: Page) -> None:
    page.locator("[data-outline-panel] summary").press("Enter")
    way = page.locator("[data-outline] [data-go='sorting']").first
    way.focus()
    page.evaluate("bluehelmStory.editor.redraw()")
    expect(way).to_be_focused()
    page.locator("[data-outline-panel] summary").press("Enter")


def mends_one_after_the_other(page: Page) -> None:
    mends = page.locator("[data-findings]").get_by_role("button", name="Name the best choice of the scene")
    expect(mends).to_have_count(2)
    for left in (1, 0):
        mends.first.focus()
        page.keyboard.press("Enter")
        expect(mends).to_have_count(left, timeout=PATIENCE)
        assert page.evaluate("document.activeElement !== document.body")


def goes_where_an_address_leads(page: Page) -> None:
    page.evaluate("location.hash = '#part-search'")
    expect(node(page, "search")).to_be_focused()
    page.evaluate("location.hash = '#part-%E0%A4%A'")  # cut off in the middle of a letter: no script error, and nothing moves
    expect(node(page, "search")).to_be_focused()


def test_the_keyboard_keeps_its_place(cast: Cast, open_page: Callable[..., Page]) -> None:
    """One editor for all: it is the dearest part of such a test."""
    story = small_story()
    for number in (0, 1):
        story["scenes"][number]["choices"][1]["better"] = ""  # so that two findings can be mended
    page = open_map(cast.trainer, open_page, story)
    undoes_what_has_the_focus(page)
    goes_where_an_address_leads(page)
    stays_on_a_way_of_the_outline(page)
    mends_one_after_the_other(page)
