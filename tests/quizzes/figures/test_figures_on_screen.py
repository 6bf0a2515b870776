"""The pages of results are clean for axe on a phone, in the dark, at a desk and right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.classes import make_class
from tests.quizzes.conftest import Ground
from tests.quizzes.figures.test_questions_to_review import by_chance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = [{}, {"locale": "ar", "color_scheme": "dark"}, {"color_scheme": "dark", "viewport": DESK}, {"viewport": DESK}]
NAMES = ["phone", "arabic-dark", "dark-desk", "desk"]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture
def pages(cast: Cast, ground: Ground) -> dict[str, str]:
    """Addresses of every page of figures, with something to see on each."""
    now = timezone.now()
    versions = versions_of(ground.items, now)
    take_quiz(ground.quiz, versions, [[*row[:4], "Send her back"] for row in by_chance(40)], at=now)
    take_quiz(
        ground.quiz,
        versions,
        [["right"] * 5, ["right", "wrong", "wrong", None, "right"]],
        at=now,
        learners=[cast.learner, cast.comrade],
    )
    taught = make_class(ground.course, cast.administrator, cast.learner, cast.comrade, at=now, instructors=[cast.trainer])
    quiz = f"/quiz/figures/{ground.quiz.pk}/"
    return {
        "index": "/quiz/figures/",
        "results": quiz,
        "questions": f"{quiz}questions/",
        "question": f"{quiz}questions/{versions[4].pk}/",
        "class": f"/quiz/figures/classes/{taught.pk}/{ground.quiz.pk}/",
    }


@pytest.mark.parametrize("options", OPTIONS, ids=NAMES)
def test_every_page_of_figures_is_clean(
    cast: Cast, pages: dict[str, str], open_page: Callable[..., Page], axe: Callable[[Page], list[str]], options: dict[str, Any]
) -> None:
    page = open_page(cast.trainer, **options)
    for address in pages.values():
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        assert axe(page) == []
        assert fits(page), address


def test_own_results_are_clean_on_a_phone(
    cast: Cast, pages: dict[str, str], open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(cast.comrade)
    page.goto("/quiz/mine/")
    page.locator("a.row").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert axe(page) == []
    assert fits(page)
