"""Where nothing stands yet, the sign, the heading and the words stand in the middle of their card, however wide it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browsers import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "<svg class='icon'></svg><h2>Too few attempts</h2><p class='quiet'>Figures stand here from five on.</p>"
EMPTY = f"<div class='card empty'>{WORDS}</div>"
OFF_CENTRE = """() => {
    const card = document.querySelector('.empty');
    const middle = part => (part.getBoundingClientRect().left + part.getBoundingClientRect().right) / 2;
    return [...card.children].filter(part => Math.abs(middle(part) - middle(card)) > 2).map(part => part.tagName);
}"""


def test_an_empty_state_stands_in_the_middle_of_a_wide_page(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport=DESK)
    page.goto("/verify/")
    page.evaluate("empty => { document.body.classList.add('is-wide'); document.querySelector('main').innerHTML = empty }", EMPTY)
    assert page.evaluate("document.querySelector('.empty').clientWidth > 900")
    assert page.evaluate(OFF_CENTRE) == []
