"""The pocket card prints on exactly two pages of A4: the built-in one, and cards of every size of print."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from curriculum.course_loading import Loader
from curriculum.keeping import Keeper
from curriculum.reading import read_content
from tests.factories.courses import make_topic
from tests.law.shelves import shelved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4 = (595, 842)


def printed(page: Page) -> PdfReader:
    page.goto("/rules/card/")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def assert_two_sides(pdf: PdfReader) -> None:
    assert len(pdf.pages) == 2
    for side in pdf.pages:
        assert (round(side.mediabox.width), round(side.mediabox.height)) == A4
        assert "rules of engagement" in side.extract_text().replace("\n", " ")


def test_the_built_in_card(page: Page) -> None:
    Loader(Keeper(datetime(2026, 11, 24, tzinfo=UTC))).load_law(read_content())
    pdf = printed(page)
    assert_two_sides(pdf)
    assert "Demonstration" not in pdf.pages[0].extract_text()


@pytest.mark.parametrize(("rules", "letters"), [(2, 60), (45, 110), (60, 110), (85, 110)])
def test_cards_of_every_size_of_print(page: Page, rules: int, letters: int) -> None:
    topics = [make_topic(f"topic-{n}", f"A topic of {n} words") for n in range(min(rules, 18))]
    sentence = ("Give the wounded and sick the care they need, as fast as you can. " * 9)[: letters - 1] + "."
    for number in range(rules):
        shelved(
            f"Rule {number}", f"Rule {number}", topics[number % len(topics)], gist=sentence, on_card=True, slug=f"rule-{number}"
        )
    assert_two_sides(printed(page))


def test_on_a_phone_it_needs_no_sideways_scrolling(open_page: Callable[..., Page], axe: Callable[[Page], list[str]]) -> None:
    shelved("Rule 1", "Rule 1", make_topic(), on_card=True, slug="rule-1")
    for options in ({}, {"color_scheme": "dark"}, {"locale": "ar"}, {"java_script_enabled": False}):
        phone: Any = open_page(**options)
        phone.goto("/rules/card/")
        if options.get("java_script_enabled", True):
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360
            assert axe(phone) == []
        else:
            expect(phone.get_by_role("button", name="Print")).to_have_count(0)
