"""Putting steps in order by keyboard alone: the list of each step moves it, the order is said aloud, and it is saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.fixture
def attempt(cast: Cast, ground: Ground) -> Attempt:
    """One question of three steps."""
    bank = make_bank("steps", "Steps")
    make_item(bank, kind="ordering")
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Steps")
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=quiz, at=timezone.now())


def words(page: Page) -> list[str]:
    return [step.locator("label").inner_text() for step in page.locator(".order-step").all()]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_step_is_moved_by_its_list_and_keeps_the_focus(cast: Cast, attempt: Attempt, open_page: OpenPage, locale: str) -> None:
    page = open_page(cast.learner, locale=locale)
    page.goto(attempt.get_absolute_url())
    first, second, third = words(page)
    page.locator(".order-step select").first.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/answer/") and answer.ok):
        page.keyboard.press("3")
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert words(page) == [second, third, first]
    assert page.evaluate("document.activeElement.closest('.order-step').querySelector('label').innerText") == first
    expect(page.locator("[data-order-status]")).to_contain_text(first)
    item = attempt.items.get()
    texts = {option["id"]: option["text"] for option in item.version.content["options"]}
    places = attempt.steps.order_by("-sequence").first().response["places"]  # type: ignore[union-attr]
    assert [texts[each] for each in sorted(places, key=places.__getitem__)] == [second, third, first]
    page.reload()
    assert words(page) == [second, third, first]
