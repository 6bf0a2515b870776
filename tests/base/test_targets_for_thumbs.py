"""What stands by itself to be pressed is 44 px wide and high, or takes its thumb by a wider box around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.access import address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "people:claim",
    "courses:home",
    "wagtail_serve",
    "units:people",
    "slips:unit",
    "roll:roll",
    "readiness:unit",
    "readiness:names",
    "classes:class",
    "audit:index",
}
# A link within a sentence may be as small as its words (WCAG 2.2, 2.5.8, inline).
SMALL = """() => { const isInSentence = each => getComputedStyle(each).display === 'inline'
        && each.parentElement.innerText.length > each.innerText.length + 8;
    return [...document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden])')]
    .map(each => each.matches('[type=radio], [type=checkbox]') ? each.closest('label') || each : each)
    .filter(each => each.checkVisibility() && !each.closest('.visually-hidden, .skip-link'))
    .filter(each => getComputedStyle(each, '::after').position !== 'absolute')
    .filter(each => !isInSentence(each))
    .map(each => [each.innerText, each.getBoundingClientRect()])
    .filter(([words, box]) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
    .map(([words, box]) => `${words} ${Math.round(box.width)} x ${Math.round(box.height)}`) }"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_thumb_finds_every_control_on_a_phone(cast: Cast, open_page: Callable[..., Page], language: str) -> None:
    stage = furnish(cast)
    page, stranger = open_page(cast.administrator, locale=language), open_page(locale=language)
    rows = [row for row in read_table(TABLE) if row.name in SCREENS and row.method == "GET" and row.expected[6] == "200"]
    faults = {}
    for row in rows:
        reader = stranger if row.name == "people:claim" else page
        reader.goto(address(row, stage))
        faults[reader.url] = reader.evaluate(SMALL)
    assert {url: small for url, small in faults.items() if small} == {}
    assert {row.name for row in rows} == SCREENS
