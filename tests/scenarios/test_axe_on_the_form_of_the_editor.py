"""A real browser: axe finds nothing in the editor's form, with a scene open or about to go, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from tests.conftest import Cast
from tests.factories.scenarios import small_story
from tests.scenarios.map_in_browser import edit, node, open_map, press


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], theme: str
) -> None:
    UserProfile.objects.update_or_create(user=cast.trainer, defaults={"theme": theme})
    story = small_story()
    story["scenes"][0]["choices"][1]["better"] = ""  # so that something is found
    page = open_map(cast.trainer, open_page, story)
    expect(page.locator("[data-findings] button").first).to_be_visible()
    found = axe(page)
    node(page, "search").focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-do='keep-it']")).to_be_visible()
    found += axe(page)
    press(page, "Keep it")
    edit(page, "arrival")
    found += axe(page)
    # Of whatever Wagtail's bar at the foot happens to cover in part, axe says that it is too small to press.
    assert not [line for line in found if " target-size " not in line]
    assert "This is arrival." in page.get_by_role("textbox", name="Text", exact=False).first.inner_text()
