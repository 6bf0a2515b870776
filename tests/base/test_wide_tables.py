"""A wide table scrolls in its own frame, words hidden in it included: the page stays as wide as the phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = "<td>AVeryLongHeadingOfAColumn <span class='visually-hidden'>fewer than five</span></td>"
TABLE = f"<div class='table-wrap'><table><tr>{CELL * 8}</tr></table></div>"


def test_hidden_words_in_a_wide_table_do_not_widen_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/verify/")
    page.evaluate("table => document.querySelector('main').insertAdjacentHTML('beforeend', table)", TABLE)
    assert page.evaluate("document.querySelector('.table-wrap').scrollWidth > innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
