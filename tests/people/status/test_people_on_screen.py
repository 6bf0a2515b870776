"""The pages of people are clean for axe on a phone, in the dark and right to left; a status is set without a mouse or script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import Posting, User
from people.services import post_person
from people.status.services import appoint_acting_commander, set_status
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = [{}, {"locale": "ar", "color_scheme": "dark"}, {"color_scheme": "dark", "viewport": DESK}]


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of the battalion, with somebody on leave, somebody lent, and an acting commander."""
    officer, today = UserFactory(name="Omar Sy"), timezone.localdate()
    post_person(user=officer, unit=cast.battalion, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    days: dict[str, Any] = {"starts_on": today, "ends_on": today + timedelta(days=6), "by": officer}
    set_status(user=cast.learner, status="excused", reason="course", **days, at=timezone.now())
    set_status(user=cast.comrade, status="attached", unit=cast.bravo, **days, at=timezone.now())
    appoint_acting_commander(user=cast.learner, unit=cast.alpha, **days, at=timezone.now())
    return officer


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("options", OPTIONS, ids=["phone", "arabic dark", "dark desk"])
def test_every_page_of_people_is_clean(
    cast: Cast, officer: User, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], options: dict[str, Any]
) -> None:
    page = open_page(officer, **options)
    leave = cast.learner.postings.get(status="excused")
    acting = cast.learner.postings.get(role="acting-commander")
    for url in (
        f"/units/{cast.alpha.pk}/people/",
        f"/units/{cast.alpha.pk}/posts/",
        f"/units/people/{cast.learner.pk}/",
        f"/units/status/{leave.pk}/end/",
        f"/units/posts/{acting.pk}/end/",
    ):
        page.goto(url)
        expect(page.locator("h1")).to_be_visible()
        assert axe(page) == []
        assert fits(page), url


def test_leave_is_set_by_keyboard_and_without_script(cast: Cast, officer: User, open_page: Callable[..., Page]) -> None:
    page = open_page(officer, java_script_enabled=False)
    page.goto(f"/units/people/{cast.commander.pk}/")
    expect(page.locator("[name=unit]")).to_be_hidden()
    page.locator("[name=status][value=excused]").focus()
    page.keyboard.press("Space")
    expect(page.locator("[name=reason]")).to_be_visible()
    page.locator("[name=reason]").select_option("duty")
    page.get_by_role("button", name="Set the status").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The status is set.")).to_be_visible()
    expect(page.get_by_text("Excused: On duty elsewhere")).to_be_visible()
