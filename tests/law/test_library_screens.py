"""The library and a rule on a phone, at a desk, in the dark, right to left and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import DESK, follow
from tests.law.shelves import small_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [{}, {"color_scheme": "dark", "viewport": DESK}, {"locale": "ar", "color_scheme": "dark"}]


@pytest.mark.parametrize("look", LOOKS, ids=["phone", "dark desk", "arabic dark"])
def test_every_screen_is_clean(open_page: Callable[..., Page], axe: Callable[[Page], list[str]], look: dict[str, Any]) -> None:
    rule, page = small_library()[3], open_page(**look)
    for path in ("/rules/", "/rules/?by=topic", "/rules/?q=children", "/rules/?instrument=crc", rule.get_absolute_url()):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert axe(page) == []


def test_a_reader_goes_from_heading_to_rule_and_searches_without_javascript(open_page: Callable[..., Page]) -> None:
    small_library()
    page = open_page(java_script_enabled=False)
    page.goto("/rules/")
    follow(page.get_by_role("link", name="By topic"))
    follow(page.get_by_role("link", name="Humane treatment"))
    follow(page.get_by_role("link", name="CRC Art 37"))
    expect(page.locator("h1")).to_have_text("No torture of children")
    follow(page.get_by_role("navigation", name="You are here").get_by_role("link", name="Rules"))
    page.fill("input[name=q]", "crc 38")
    follow(page.get_by_role("button", name="Search"))
    expect(page.locator("main")).to_contain_text("1 rule for “crc 38”.")
