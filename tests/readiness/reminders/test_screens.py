"""A gap is seen, the group reminded, the message read and acted on; the ledger and the messages on a phone, clean for axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import Posting, User
from people.services import post_person
from readiness.models import Letter
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UserFactory
from tests.readiness.contingents import course_for
from tests.readiness.reminders.asking import require, run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [{}, {"locale": "ar", "color_scheme": "dark"}, {"viewport": DESK}]


@pytest.fixture
def house(cast: Cast) -> Cast:
    """Everybody is behind; one letter failed, one person is excused."""
    course_for()
    require(cast.contingent, due_in=30)
    User.objects.filter(pk=cast.learner.pk).update(email="amina@example.org", name="Maximiliane-Theodora Oluwaseun Abdurrahman")
    Posting.objects.filter(user=cast.other_commander).update(status="excused", reason="leave")
    run()
    Letter.objects.update(state="failed", error="SMTPRecipientsRefused 550")
    return cast


@pytest.mark.parametrize("look", LOOKS, ids=["phone", "arabic dark", "desk"])
def test_every_screen_is_clean(
    house: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], look: dict[str, Any]
) -> None:
    for who, path in [
        (house.learner, "/me/messages/"),
        (house.administrator, "/reminders/"),
        (house.commander, f"/reminders/units/{house.alpha.pk}/"),
    ]:
        page = open_page(who, **look)
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert axe(page) == []


def test_from_the_gap_to_the_learner(house: Cast, open_page: Callable[..., Page]) -> None:
    newcomer = UserFactory(name="Noor Haddad")
    post_person(user=newcomer, unit=house.platoon, on=LONG_AGO, at=timezone.now())
    officer = open_page(house.commander)
    officer.goto(f"/readiness/units/{house.alpha.pk}/names/?state=not-started")
    officer.get_by_role("button", name="Remind this group").click()
    expect(officer.get_by_text("get this message, each in the own language")).to_be_visible()
    officer.get_by_role("button", name="Send the reminders").click()
    expect(officer.get_by_role("status")).to_contain_text("The reminders are on their way.")

    learner = open_page(newcomer)
    learner.goto("/learn/")
    learner.get_by_role("link", name="1 new message").click()
    expect(learner.locator(".message")).to_contain_text(house.commander.short_label)
    learner.get_by_role("button", name="Open").click()
    expect(learner.get_by_role("heading", name="Your training")).to_be_visible()
    expect(learner.get_by_role("link", name="new message")).to_have_count(0)


def test_a_failed_letter_is_sent_again_without_javascript(house: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(house.administrator, java_script_enabled=False)
    page.goto("/reminders/")
    page.locator("#id_state").select_option("failed")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Send again", exact=True).click()
    expect(page.get_by_text("1 letter is being sent again.")).to_be_visible()
    assert Letter.objects.get().state == Letter.State.SENT
