"""Long names and titles never make a page wider than a phone, with JavaScript off; no page has to be pushed sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as SitePage

from law.models import Instrument, Rule
from people.models import Unit, User
from tests.access import address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Donaudampfschifffahrtselektrizitaetenhaupt"
READ = {
    "learner": {"wagtail_serve", "law:library", "law:rule", "law:card", "courses:home", "people:account", "quizzes:history"},
    "administrator": {
        "classes:open",
        "classes:class",
        "classes:members",
        "readiness:unit",
        "readiness:names",
        "readiness:obstacles",
        "readiness:enrol",
        "documents:index",
        "slips:index",
        "slips:unit",
        "roll:index",
        "units:people",
        "units:person",
        "units:posts",
    },
}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("who", READ)
def test_no_page_is_wider_than_a_phone(cast: Cast, open_page: Callable[..., Page], who: str) -> None:
    stage = furnish(cast)
    SitePage.objects.filter(depth__gt=2).update(title=f"{WORD} {WORD}", draft_title=WORD)
    for model, name in ((Unit, "name"), (User, "name"), (Rule, "title"), (Instrument, "title")):
        model.objects.update(**{name: f"{WORD} und {WORD}"})
    column = 1 if who == "learner" else 6
    page = open_page(getattr(cast, who), java_script_enabled=False)
    rows = [
        each for each in read_table(TABLE) if each.name in READ[who] and each.method == "GET" and each.expected[column] == "200"
    ]
    wider = []
    for row in rows:
        page.goto(address(row, stage))
        wider += [page.url] if page.evaluate(WIDER) else []
    assert wider == []
    assert {row.name for row in rows} == READ[who]
