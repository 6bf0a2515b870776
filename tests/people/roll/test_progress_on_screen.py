"""The page of a list under way moves by itself with JavaScript and by “Look again” without, and is clean for axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import RollImport
from people.roll import services
from people.roll.progress import Progress
from tests.browsers import follow
from tests.conftest import Cast
from tests.people.roll.lists import as_csv, sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = as_csv([[f"77{number:04}", f"Zoé Petit {number}", "", "", ""] for number in range(50)])


@pytest.fixture
def roll(cast: Cast) -> RollImport:
    """Fifty new people: a hundred steps."""
    return services.begin_taking_over(roll=sent(cast.alpha, cast.administrator, ROWS), at=timezone.now())


def test_it_moves_by_itself_and_leads_to_the_end(cast: Cast, roll: RollImport, open_page: Callable[..., Page]) -> None:
    page, progress = open_page(cast.administrator), Progress(roll)
    page.goto(f"/roll/{roll.pk}/")
    for steps in (37, 24):
        progress.tell(steps)
        expect(page.get_by_role("status")).to_contain_text(f"{progress.percent} % is done")
        expect(page.get_by_role("progressbar", name="How far it is")).to_have_js_property("value", progress.percent)
    services.apply_roll(roll=roll, at=timezone.now())
    expect(page.get_by_role("heading", name="The list is taken over")).to_be_visible()


def test_without_javascript_one_looks_again(cast: Cast, roll: RollImport, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.administrator, java_script_enabled=False)
    page.goto(f"/roll/{roll.pk}/")
    Progress(roll).tell(37)
    follow(page.get_by_role("link", name="Look again"))
    expect(page.get_by_role("status")).to_contain_text("37 % is done")


@pytest.mark.parametrize("options", [{}, {"locale": "ar", "color_scheme": "dark"}], ids=["phone", "arabic dark"])
def test_axe_finds_nothing_on_it(
    cast: Cast, roll: RollImport, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], options: dict[str, str]
) -> None:
    page = open_page(cast.administrator, **options)
    page.goto(f"/roll/{roll.pk}/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
