"""Tables of people and deeds are read on a phone without pushing them sideways, and each cell says its heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from courses.classes.services import add_members
from people.models import User
from tests.access import address, read_table
from tests.access_table import TABLE
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.stage import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = {
    "audit:index",
    "classes:class",
    "classes:results",
    "classes:roster",
    "readiness:unit",
    "readiness:names",
    "external:index",
    "corrections:correction",
}
LONG = "Maximiliane-Theodora Oluwaseun Abdurrahman van den Heuvel"
PUSHED = """() => [...document.querySelectorAll('.table-wrap')].filter(each => each.scrollWidth > each.clientWidth)
    .map(each => `${each.innerText.slice(0, 60)}: ${each.scrollWidth} in ${each.clientWidth}`)"""
UNSAID = """() => [...document.querySelectorAll('.as-list td')]
    .filter(each => each.checkVisibility() && !each.dataset.label && !each.querySelector('.button, .state'))
    .map(each => each.innerText)"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_list_of_records_fits_a_phone(cast: Cast, open_page: Callable[..., Page], language: str) -> None:
    stage = furnish(cast)
    User.objects.filter(pk=cast.learner.pk).update(name=LONG)
    page = open_page(cast.administrator, locale=language)
    rows = [row for row in read_table(TABLE) if row.name in LISTS and row.method == "GET" and row.expected[6] == "200"]
    faults = {}
    for row in rows:
        page.goto(address(row, stage))
        faults[page.url] = page.evaluate(PUSHED) + page.evaluate(UNSAID)
    assert {url: pushed for url, pushed in faults.items() if pushed} == {}
    assert {row.name for row in rows} == LISTS


def test_at_a_desk_it_is_a_table_with_headings(cast: Cast, open_page: Callable[..., Page]) -> None:
    furnish(cast)
    page = open_page(cast.administrator, DESK)
    page.goto("/audit/")
    assert page.locator("thead th").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('td'), '::before').content") == "none"


NOTHING = """() => [...document.querySelectorAll('.as-list td')]
    .filter(each => each.checkVisibility() && each.innerText.trim() === '–').map(each => each.dataset.label)"""


@pytest.mark.parametrize("path", ["/audit/", "/quiz/sittings/{sitting}/", "/quiz/figures/classes/{class}/{quiz}/"])
def test_what_says_nothing_takes_no_line_of_a_phone(cast: Cast, open_page: Callable[..., Page], path: str) -> None:
    """Whoever is not here yet has no time left and was not heard of: at a desk a dash, on a phone no line."""
    stage = furnish(cast)
    add_members(training_class=stage["class"], people=[UserFactory()], on=timezone.localdate())
    keys = {name.replace("-", "_"): row.pk for name, row in stage.items() if hasattr(row, "pk")}
    page = open_page(cast.administrator)
    page.goto(path.format(**keys))
    assert page.locator(".as-list td").count() > 3
    assert page.evaluate(NOTHING) == []
    page.set_viewport_size(DESK)
    assert page.evaluate(NOTHING) != []
