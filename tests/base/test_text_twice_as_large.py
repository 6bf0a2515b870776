"""At 320 px, and with letters twice as large on a phone, every page of a learner and of a stranger keeps within the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from people.models import User
from tests.access import address, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LARGE = "document.documentElement.style.fontSize = '200%'"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def is_page(client: Client, path: str) -> bool:
    answer = client.get(path)
    return "attachment" not in answer.get("Content-Disposition", "") and answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("who", "column"), [("stranger", 0), ("learner", 1)])
def test_no_page_is_wider_than_its_screen(
    cast: Cast, open_page: Callable[..., Page], client_of: Callable[[User | None], Client], who: str, column: int
) -> None:
    stage = furnish(cast)
    User.objects.filter(pk=cast.learner.pk).update(name="Maria Konstantinopoulou-Ramanantsoanirina")
    reader = None if who == "stranger" else cast.learner
    client = client_of(reader)
    page, narrow = open_page(reader), open_page(reader, viewport={"width": 320, "height": 640})
    rows = [row for row in read_table(TABLE) if row.method == "GET" and row.expected[column] == "200"]
    paths = [path for path in dict.fromkeys(address(row, stage) for row in rows) if is_page(client, path)]
    faults = []
    for path in paths:
        narrow.goto(path)
        faults += [f"{path} at 320 px: {over}"] if (over := narrow.evaluate(WIDE)) > 0 else []
        page.goto(path)
        page.evaluate(LARGE)
        faults += [f"{path} at twice the text: {over}"] if (over := page.evaluate(WIDE)) > 0 else []
    assert faults == [], faults
    assert len(paths) > 10
