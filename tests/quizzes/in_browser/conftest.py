"""An attempt that is open on the learner's phone, and what a hand and an eye do there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Ground

OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]
ANSWER, CLOCK = re.compile("/answer/$"), re.compile("/time/$")


@pytest.fixture
def attempt(cast: Cast, ground: Ground) -> Attempt:
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=ground.quiz, at=timezone.now())


@pytest.fixture
def phone(cast: Cast, attempt: Attempt, open_page: OpenPage) -> Page:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    return page


def choose(page: Page, number: int, place: int) -> str:
    """Ticks an option and returns its id."""
    control = page.locator(f"#question-{number} input:not([type=hidden])").nth(place)
    control.check()
    return str(control.get_attribute("value"))


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words)


def saved(attempt: Attempt, number: int) -> list[str]:
    return attempt.steps.filter(item__number=number).last().response["chosen"]
