"""In the editor a place on a picture is drawn with the pointer or moved by keyboard; the number fields say the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes.models import Item
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item
from tests.quizzes.conftest import Ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
SIDES = ("left", "top", "width", "height")


@pytest.fixture
def item(ground: Ground) -> Item:
    return make_item(make_bank("pictures", "Pictures"), "hotspot")


@pytest.fixture
def page(cast: Cast, item: Item, open_page: OpenPage) -> Page:
    page = open_page(cast.trainer, viewport=DESK)
    page.goto(f"/admin/snippets/quizzes/item/edit/{item.pk}/", timeout=60_000)
    expect(board(page).locator("rect")).to_have_count(3)
    return page


def board(page: Page) -> Locator:
    return page.locator("[data-board] svg[role=group]")


def numbers(page: Page, place: int) -> list[float]:
    return [float(page.locator(f"[name=regions-{place}-value-{side}]").input_value()) for side in SIDES]


def test_the_places_stand_on_the_picture_with_their_words(page: Page) -> None:
    expect(board(page).locator("rect").first).to_have_attribute("aria-label", "1. A red cross")
    expect(page.locator("[data-board] img").first).to_have_js_property("complete", True)
    assert page.locator("[data-board] img").first.evaluate("each => each.naturalWidth") > 100


def test_a_place_is_drawn_with_the_pointer(page: Page) -> None:
    page.locator("[name=regions-1-value-left]").focus()
    board(page).scroll_into_view_if_needed()
    box = board(page).bounding_box()
    assert box is not None
    x, y = box["x"] + 0.6 * box["width"], box["y"] + 0.1 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 0.2 * box["width"], y + 0.3 * box["height"], steps=4)
    page.mouse.up()
    assert numbers(page, 1) == pytest.approx([60, 10, 20, 30], abs=1)
    assert numbers(page, 0) == [0, 0, 25, 50]


def test_a_place_is_moved_and_sized_by_keyboard_and_stays_within_the_picture(page: Page) -> None:
    place = board(page).locator("rect").first
    place.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert numbers(page, 0) == [3, 1, 26, 50]
    expect(board(page).locator("rect").first).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert numbers(page, 0) == [0, 1, 26, 50]


def test_what_is_typed_below_stands_on_the_picture_and_is_saved(page: Page, item: Item) -> None:
    page.locator("[name=regions-2-value-left]").fill("40")
    expect(board(page).locator("rect").nth(2)).to_have_attribute("x", "40")
    board(page).locator("rect").nth(2).focus()
    page.keyboard.press("ArrowRight")
    with page.expect_navigation():
        page.locator("form[data-edit-form], form#w-editor-form").first.evaluate("each => each.requestSubmit()")
    latest = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert float(latest.regions[2].value["left"]) == 41
