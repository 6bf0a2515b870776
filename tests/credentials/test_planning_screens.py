"""A training officer plans on a phone: asks, announces, ends; nothing sticks out, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from credentials.models import Requirement
from people.models import User
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.credentials.planned import achievement, in_days, officer_of, required, tour
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [{}, {"color_scheme": "dark", "viewport": DESK}, {"locale": "ar", "color_scheme": "dark"}]
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def officer(cast: Cast) -> User:
    achievement()
    return officer_of(cast.alpha)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_requirement_from_the_question_to_the_learners_home(cast: Cast, officer: User, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(officer)
    page.goto("/learn/")
    page.get_by_role("link", name="Planning").click()
    page.get_by_role("link", name="Ask for an achievement").click()
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("alert")).to_contain_text("one of the two")
    assert axe(page) == []
    page.get_by_label("Unit").select_option(label="Alpha Company (A Coy)")
    page.get_by_label("Or: days before the tour begins").fill("14")
    page.get_by_text("Only for some levels, posts or ranks").click()
    page.get_by_label("Everyone").check()
    assert axe(page) == []
    assert fits(page)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Saved. It binds 2 people today.")).to_be_visible()
    page.get_by_role("link", name="Deployments").click()
    page.get_by_role("link", name="Announce a deployment").click()
    page.get_by_label("Unit").select_option(label="Alpha Company (A Coy)")
    page.get_by_label("Mission").fill("UNAK")
    page.get_by_label("Tour begins").fill(in_days(60).isoformat())
    page.get_by_label("Tour ends").fill(in_days(240).isoformat())
    page.get_by_role("button", name="Announce it").click()
    expect(page.get_by_text("The tour is announced.")).to_be_visible()
    learner = open_page(cast.learner)
    learner.goto("/learn/")
    expect(learner.get_by_role("main")).to_contain_text("Human rights for peacekeepers")
    assert Requirement.objects.get().days_before == 14


def test_ending_asks_first_and_keeping_keeps(cast: Cast, officer: User, open_page: OpenPage, axe: Axe) -> None:
    required(cast.alpha)
    page = open_page(officer, java_script_enabled=False)
    page.goto("/requirements/")
    page.get_by_role("link", name="Human rights for peacekeepers, Alpha Company").click()
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Human rights for peacekeepers, Alpha Company").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("It binds nobody from tomorrow on.")).to_be_visible()
    expect(page.get_by_text("Binds until")).to_be_visible()


def test_a_tour_is_withdrawn_and_announced_anew(cast: Cast, officer: User, open_page: OpenPage) -> None:
    tour(cast.alpha, mission="UNAK")
    page = open_page(officer)
    page.goto("/deployments/")
    page.get_by_role("link", name="UNAK, Alpha Company").click()
    page.get_by_role("button", name="Withdraw it and announce it anew").click()
    expect(page.get_by_label("Mission")).to_have_value("UNAK")
    page.get_by_label("Tour ends").fill(in_days(300).isoformat())
    page.get_by_role("button", name="Announce it").click()
    expect(page.get_by_text("The tour is announced.")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=["phone", "dark desk", "arabic dark"])
def test_every_screen_is_clean(cast: Cast, officer: User, open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    requirement, deployment = required(cast.alpha, levels=[1, 2], posts=["commander"]), tour(cast.alpha)
    required(cast.contingent, days_before=30)
    page = open_page(officer, **look)
    for path in (
        "/requirements/",
        "/requirements/new/",
        f"/requirements/{requirement.pk}/end/",
        "/deployments/",
        "/deployments/new/",
        f"/deployments/{deployment.pk}/withdraw/",
    ):
        page.goto(path)
        assert fits(page), path
        assert axe(page) == []


def test_a_call_for_renewal_step_by_step(cast: Cast, open_page: OpenPage, axe: Axe) -> None:
    issued(cast.learner, at=timezone.now())
    page = open_page(cast.administrator)
    page.goto("/renewals/new/")
    page.fill("input[type=password]", PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Renewed by").fill(in_days(90).isoformat())
    assert axe(page) == []
    page.get_by_role("button", name="See whom it hits").click()
    expect(page.get_by_text("People it hits")).to_be_visible()
    page.get_by_role("button", name="Call for renewal").click()
    expect(page.get_by_text("Write why everybody has to renew.").first).to_be_visible()
    assert axe(page) == []
    assert fits(page)
    page.get_by_label("Reason").fill("The law changed.")
    follow(page.get_by_role("button", name="Call for renewal"))
    expect(page.get_by_text("1 certificate has to be renewed.")).to_be_visible()
