"""A real browser: axe finds nothing in the editor's form, with a scene open or about to go, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from tests.conftest import Cast
from tests.factories.scenarios import small_story
from tests.scenarios.map_in_browser import edit, node, open_map, press

# Wagtail's two bars stay while the page scrolls beneath them. Of a target that happens to lie half under one, axe says that it is
# too small to press, though it can be scrolled out from under it, and of the bar's own links that what scrolls by is too near.
# Ours in a scene's form stays too. So sizes are measured without Wagtail's bars, and with ours where it stands in the text.
WAGTAILS = ".content > .w-sticky:has(> .w-slim-header), .content > form > footer.footer"
OURS = ".story-dialog-actions"
STYLED = "([bars, name, value]) => document.querySelectorAll(bars).forEach((bar) => { bar.style[name] = value; })"


def faults(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    found = [line for line in axe(page) if " target-size " not in line]
    page.evaluate(STYLED, [WAGTAILS, "visibility", "hidden"])
    page.evaluate(STYLED, [OURS, "position", "static"])
    found += axe(page)
    page.evaluate(STYLED, [WAGTAILS, "visibility", ""])
    page.evaluate(STYLED, [OURS, "position", ""])
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], theme: str
) -> None:
    UserProfile.objects.update_or_create(user=cast.trainer, defaults={"theme": theme})
    story = small_story()
    story["scenes"][0]["choices"][1]["better"] = ""  # so that something is found
    page = open_map(cast.trainer, open_page, story)
    expect(page.locator("[data-findings] button").first).to_be_visible()
    found = faults(page, axe)
    node(page, "search").focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-do='keep-it']")).to_be_visible()
    found += faults(page, axe)
    press(page, "Keep it")
    edit(page, "arrival")
    found += faults(page, axe)
    assert "This is arrival." in page.get_by_role("textbox", name="Text", exact=False).first.inner_text()
    page.keyboard.press("Escape")
    page.locator("[data-outline-panel] summary").press("Enter")
    press(page, "Try out from here")
    page.locator("[data-try-start]").click()
    expect(page.locator("[data-try-stage] button").first).to_be_visible()
    found += faults(page, axe)
    assert found == []
