"""On a phone the search of the audit log is folded, so that its entries come first; what is asked for stays in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.audit.services import note
from people.models import User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]
OPEN, FOLDED = '<details class="fold" open>', '<details class="fold">'


@pytest.mark.parametrize(
    ("query", "shown"), [("", FOLDED), ("?page=1", FOLDED), ("?event=roll", OPEN), ("?first=nonsense", OPEN), ("?event=", FOLDED)]
)
def test_the_search_is_open_where_something_is_asked(cast: Cast, client_of: ClientOf, query: str, shown: str) -> None:
    assert shown in client_of(cast.administrator).get(f"/audit/{query}").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "is_folded"), [(360, True), (1280, False)])
def test_the_entries_come_first_on_a_phone(cast: Cast, open_page: Callable[..., Page], width: int, is_folded: bool) -> None:
    note("roll applied", by=cast.administrator.pk, at=timezone.now())
    page = open_page(cast.administrator, viewport={"width": width, "height": 740}, java_script_enabled=False)
    page.goto("/audit/")
    event = page.get_by_label("Event")
    expect(event).to_be_visible(visible=not is_folded)
    expect(page.get_by_role("rowheader", name="Nominal roll taken over")).to_be_in_viewport()
    if is_folded:
        page.get_by_text("Search these entries").click()
    event.fill("no such thing")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No entry fits.")).to_be_visible()
    expect(event).to_have_value("no such thing")
