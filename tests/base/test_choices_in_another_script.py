"""A box of choices shows each in its own direction, so that one that is too long loses its end and not its beginning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_latin_choice_in_an_arabic_page_has_its_own_direction(open_page: Callable[..., Page]) -> None:
    page = open_page(locale="ar")
    page.goto("/verify/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('select option')).unicodeBidi") == "plaintext"
