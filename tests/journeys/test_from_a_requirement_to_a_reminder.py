"""A training officer asks for a certificate; the commander sees the gap, reads the names, reminds; the soldier hears of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import CoursePage
from people.models import User
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.factories.courses import make_lesson, make_module
from tests.factories.people import training_officer
from tests.readiness.contingents import course_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Look = Callable[[Page], None]


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    course = course_for()
    make_lesson(make_module(course, 3, "Humane treatment"), "The minimum")
    return course


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.contingent, is_main=True)


@pytest.fixture
def look(axe: Any) -> Look:
    def clean(page: Page) -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    return clean


def ask(page: Page, look: Look, unit: str, name: str) -> None:
    """The officer binds a unit to a certificate by a day, from the header on."""
    page.goto("/learn/")
    follow(page.get_by_role("link", name="Planning"))
    look(page)
    follow(page.get_by_role("link", name="Ask for an achievement"))
    page.get_by_label("Unit").select_option(label=unit)
    page.get_by_label("Achievement").select_option(label=name)
    page.get_by_label("Due on").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    look(page)
    follow(page.get_by_role("button", name="Ask for it"))
    expect(page.get_by_text("It binds 3 people today.")).to_be_visible()
    look(page)


def find_by_name(page: Page, look: Look, soldier: str) -> None:
    """Two clicks from the own page to the name, in the own subtree only."""
    page.goto("/readiness/")
    expect(page.get_by_role("heading", name="Alpha Company")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="1st Platoon"))
    follow(page.get_by_role("link", name="Not started"))
    expect(page.get_by_text(soldier)).to_be_visible()
    look(page)


def remind(page: Page) -> None:
    follow(page.get_by_role("button", name="Remind this group"))
    follow(page.get_by_role("button", name="Send the reminders"))
    expect(page.get_by_role("status")).to_contain_text("The reminders are on their way.")


def hear(page: Page, look: Look, name: str) -> None:
    """The soldier reads what is asked, by when, and who reminds."""
    page.goto("/learn/")
    expect(page.get_by_text(re.compile("left before"))).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="1 new message"))
    expect(page.locator(".message")).to_contain_text(name)
    look(page)


def test_from_a_requirement_to_the_name_and_the_reminder(
    cast: Cast, course: CoursePage, officer: User, open_page: Callable[..., Page], look: Look
) -> None:
    assert course.achievement is not None
    ask(open_page(officer, viewport=DESK), look, "Alpha Company (A Coy)", course.achievement.name)
    phone = open_page(cast.commander)
    find_by_name(phone, look, "Amina Diallo")
    remind(phone)
    hear(open_page(cast.learner), look, course.achievement.name)
