"""In a real browser: the form of a scene keeps focus within it, and gives up nothing that was typed unless that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, Locator, Page, expect

from tests.conftest import Cast
from tests.scenarios.map_in_browser import PATIENCE, edit, node, open_map, value_of, within


def edit_settled(page: Page, key: str) -> Locator:
    """The form of a part, once it knows how it was."""
    dialog = edit(page, key)
    expect(dialog.locator("form[data-settled]")).to_be_visible(timeout=PATIENCE)
    return dialog


def keeps_focus_within(page: Page) -> None:
    edit_settled(page, "quiet-night")
    for key in ("Shift+Tab", "Shift+Tab", "Shift+Tab", *(["Tab"] * 6)):
        page.keyboard.press(key)
        behind = "document.activeElement === document.body || !!document.activeElement.closest('.story-dialog')"
        assert page.evaluate(behind)


def leaves_at_once_what_was_not_changed(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(node(page, "quiet-night")).to_be_focused(timeout=PATIENCE)


def asks_about_rich_text(page: Page) -> None:
    dialog = edit_settled(page, "arrival")
    dialog.locator("[contenteditable='true']").first.click()
    page.keyboard.type("More words. ")
    expect(dialog.locator("[name='part-body']")).to_have_value(re.compile("More words"), timeout=PATIENCE)
    title = dialog.locator("[name='part-title']")
    title.focus()
    page.keyboard.press("Escape")
    expect(dialog).to_contain_text("not taken over yet", timeout=PATIENCE)
    title.fill("Typed by hand")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()


def asks_before_the_page_is_left(page: Page) -> None:
    asked: list[str] = []

    def stay(question: Dialog) -> None:
        asked.append(question.type)
        question.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => location.reload())")
    within(page, 10, lambda: bool(asked))
    page.remove_listener("dialog", stay)
    assert asked == ["beforeunload"]
    assert page.locator(".story-dialog [name='part-title']").input_value() == "Typed by hand"


def keeps_what_could_not_be_sent(page: Page) -> None:
    page.route("**/parts/*/value/", lambda route: route.abort())
    dialog = page.locator(".story-dialog")
    dialog.locator("button[type=submit]").click()
    expect(dialog.get_by_role("alert").first).to_contain_text("could not be sent", timeout=PATIENCE)
    assert dialog.locator("[name='part-title']").input_value() == "Typed by hand"


def gives_up_what_is_meant_to_be(page: Page) -> None:
    dialog = page.locator(".story-dialog")
    dialog.get_by_role("button", name="Leave as it was").click()
    expect(dialog).to_be_hidden(timeout=PATIENCE)
    assert value_of(page, "arrival")["title"] == "Arrival"


def test_a_form_gives_up_nothing_unless_that_is_meant(cast: Cast, open_page: Callable[..., Page]) -> None:
    """One editor for all: it is the dearest part of such a test."""
    page = open_map(cast.trainer, open_page)
    keeps_focus_within(page)
    page.bring_to_front()  # Tab may have led out of the page, to the browser's own buttons
    leaves_at_once_what_was_not_changed(page)
    asks_about_rich_text(page)
    asks_before_the_page_is_left(page)
    keeps_what_could_not_be_sent(page)
    gives_up_what_is_meant_to_be(page)
