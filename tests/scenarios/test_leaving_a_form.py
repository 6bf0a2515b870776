"""In a real browser: the form of a scene keeps focus within it, and gives up nothing that was typed unless that is meant."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import PATIENCE, edit, open_map, value_of


def test_escape_leaves_an_unchanged_form_and_keeps_what_was_typed(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    dialog = edit(page, "arrival")
    page.wait_for_timeout(600)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden(timeout=PATIENCE)
    dialog = edit(page, "arrival")
    page.wait_for_timeout(600)
    dialog.locator("[name='part-title']").fill("Typed by hand")
    for _twice in range(2):
        page.keyboard.press("Escape")
        expect(dialog).to_contain_text("not taken over yet", timeout=PATIENCE)
    assert dialog.locator("[name='part-title']").input_value() == "Typed by hand"
    leave = dialog.get_by_role("button", name="Leave as it was")
    leave.click()
    expect(dialog).to_be_hidden(timeout=PATIENCE)
    assert value_of(page, "arrival")["title"] == "Arrival"


def test_rich_text_that_was_typed_is_asked_about_too(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    dialog = edit(page, "arrival")
    page.wait_for_timeout(600)
    dialog.locator("[contenteditable='true']").first.click()
    page.keyboard.type("More words. ")
    page.wait_for_timeout(600)
    dialog.locator("[name='part-title']").focus()
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("not taken over yet", timeout=PATIENCE)


def test_focus_does_not_leave_the_form_by_tab(cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_map(cast.trainer, open_page)
    edit(page, "quiet-night")
    for key in ("Shift+Tab", "Shift+Tab", "Shift+Tab", *(["Tab"] * 6)):
        page.keyboard.press(key)
        behind = "document.activeElement === document.body || !!document.activeElement.closest('.story-dialog')"
        assert page.evaluate(behind)
    page.keyboard.press("Escape")
    expect(page.locator("[data-map-layer] [data-key='quiet-night']")).to_be_focused(timeout=PATIENCE)
