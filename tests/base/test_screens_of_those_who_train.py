"""Every page on which people are listed, taught, asked and vouched for is clean for axe and as wide as its screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.access import address, read_table
from tests.access_table import TABLE
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.stage import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = ("roll", "slips", "units", "classes", "documents", "external", "prints", "reminders")
FILES = {"roll:faulty", "roll:faulty-workbook", "documents:pdf", "documents:workbook", "external:scan", "prints:download"}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS: dict[str, dict[str, Any]] = {
    "phone, Arabic, dark": {"locale": "ar", "color_scheme": "dark"},
    "desk": {"viewport": DESK},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_those_who_train_stands(
    cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], look: str
) -> None:
    stage = furnish(cast)
    page = open_page(cast.administrator, **LOOKS[look])
    rows = [row for row in read_table(TABLE) if row.method == "GET" and row.expected[6] == "200" and row.name not in FILES]
    rows = [row for row in rows if row.name.startswith(tuple(f"{part}:" for part in PARTS))]
    faults: list[str] = []
    for row in {row.name: row for row in rows}.values():
        page.goto(address(row, stage))
        faults += axe(page)
        if (wide := page.evaluate(WIDE)) > 0:
            faults.append(f"{page.url} scrolls sideways by {wide} px")
    assert faults == []
    assert {row.name.split(":")[0] for row in rows} == set(PARTS)
