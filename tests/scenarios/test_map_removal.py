"""In a real browser: whoever takes a part away sees who leads there, and says where those ways lead instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.factories.scenarios import asks, when
from tests.scenarios.map_in_browser import node, open_map, placed_story, press, value_of


def targets(page: Page) -> list[Any]:
    return [choice["target"] for choice in value_of(page, "arrival")["choices"]]


def ask_to_remove(page: Page, key: str) -> Any:
    node(page, key).focus()
    page.keyboard.press("Delete")
    asked = page.locator("[data-removing]")
    expect(asked).to_be_visible()
    return asked


def test_those_who_lead_there_are_shown_and_led_elsewhere(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    asked = ask_to_remove(page, "search")
    expect(asked.locator("[data-removing-title]")).to_have_text("Search")
    expect(asked.locator("li")).to_have_text(["Arrival: Warn", "Arrival: Wave", "Arrival: Fire"])
    asked.locator("[data-instead]").select_option("sorting")
    press(page, "Take it away")
    expect(node(page, "search")).to_have_count(0)
    assert targets(page) == ["sorting"] * 3
    press(page, "Undo")
    expect(node(page, "search")).to_have_count(1)
    assert targets(page) == ["search"] * 3


def test_ways_that_are_led_nowhere_are_not_built_yet(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    ask_to_remove(page, "search")
    press(page, "Take it away")
    assert targets(page) == [""] * 3


def test_routes_are_shown_too_and_what_is_kept_stays(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    asked = ask_to_remove(page, "bad-night")
    expect(asked.locator("li")).to_have_text(["Sorting: by itself"])
    press(page, "Keep it")
    expect(asked).to_be_hidden()
    expect(node(page, "bad-night")).to_be_focused()


def test_the_story_begins_where_the_first_scene_is_replaced(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    asked = ask_to_remove(page, "arrival")
    expect(asked.locator("li")).to_have_count(0)
    expect(asked.get_by_text("These ways lead there:")).to_be_hidden()
    asked.locator("[data-instead]").select_option("search")
    press(page, "Take it away")
    expect(page.locator("[name='start']")).to_have_value("search")
    press(page, "Add a scene")
    press(page, "Take away")
    expect(asked.locator("[data-instead]")).to_be_hidden()  # nothing leads to a new scene


def test_what_goes_is_what_was_asked_about(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    asked = ask_to_remove(page, "search")
    node(page, "sorting").click()  # looked at before the answer
    expect(asked.locator("[data-removing-title]")).to_have_text("Search")
    press(page, "Take it away")
    expect(node(page, "search")).to_have_count(0)
    expect(node(page, "sorting")).to_have_count(1)
    asked = ask_to_remove(page, "quiet-night")
    node(page, "sorting").click()
    press(page, "Undo")  # the ways as they are by then
    expect(asked.locator("li")).to_have_text(["Sorting: by itself"])
    press(page, "Undo")
    expect(asked).to_be_visible()


def test_no_story_begins_with_an_ending(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page, placed_story())
    asked = ask_to_remove(page, "arrival")
    asked.locator("[data-instead]").select_option("quiet-night")
    press(page, "Take it away")
    expect(node(page, "quiet-night")).to_be_focused()
    expect(page.locator("[name='start']")).to_have_value("")


def test_who_asks_for_it_in_a_condition_is_shown_too(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = placed_story()
    story["scenes"][1]["choices"][0]["when"] = when(asks("flag-clear", "armed-car"), asks("chose", "arrival/warn"), combine="any")
    asked = ask_to_remove(open_map(cast.trainer, open_page, story), "arrival")
    expect(asked.locator("li")).to_have_text(["Search: asks for it in a condition"])
