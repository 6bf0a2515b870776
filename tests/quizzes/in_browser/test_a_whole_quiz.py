"""A whole quiz by keyboard alone, and axe on every page of it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from quizzes.models import Attempt
from quizzes.services import start_attempt
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.factories.quizzes import make_items
from tests.quizzes.conftest import Ground
from tests.quizzes.in_browser.conftest import Axe, OpenPage, choose, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_quiz_is_taken_by_keyboard_alone(cast: Cast, ground: Ground, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(ground.quiz.get_url())
    press_on(page, "Start the quiz")
    for number in range(1, 6):
        while page.evaluate("document.activeElement.name") != f"item-{number}":
            page.keyboard.press("Tab")
        box = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
        bar = page.locator(".quiz-bar").bounding_box()
        assert box[0] >= bar["y"] + bar["height"], "the focus hides under the bar"
        page.keyboard.press("ArrowDown")
    says(page, "Saved")
    press_on(page, "Save and go on")
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    press_on(page, "Hand in")
    expect(page.locator(".result-score")).to_be_visible()
    assert Attempt.objects.get().steps.filter(kind="answer").count() == 5


def press_on(page: Page, words: str) -> None:
    """Goes to the link or button of that name by keyboard, and returns when the page it leads to is loaded."""
    while page.evaluate("document.activeElement.innerText.trim()") != words:
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


LOOKS = {
    "phone": {},
    "dark and right to left": {"color_scheme": "dark", "locale": "ar"},
    "desk": {"viewport": DESK},
}


@pytest.fixture
def sitting(cast: Cast, ground: Ground) -> tuple[Cast, Ground]:
    return cast, ground


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("policy", ["practice", "certification", "survey"])
def test_axe_finds_nothing_on_any_page(
    sitting: tuple[Cast, Ground], open_page: OpenPage, axe: Axe, policy: str, look: str
) -> None:
    (cast, ground), options = sitting, LOOKS[look]
    make_items(ground.bank, 1, kind="multiple")
    make_items(ground.bank, 5, kind="true-false")
    row = ground.quiz.blueprint.get()
    row.count = 11
    row.save()
    ground.quiz.policy, ground.quiz.time_limit, ground.quiz.attempts_allowed = policy, 30, 3
    ground.quiz.save()
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    attempt = start_attempt(enrolment=enrolment, quiz=ground.quiz, at=timezone.now())
    page = open_page(cast.learner, **options)
    found = []
    if policy == "practice":
        page.goto(attempt.get_absolute_url())
        choose(page, 1, 0)
        follow(page.locator("button[value=check]"))
        expect(page.locator("article#question-1")).to_be_visible()
        found += axe(page)
    for tail in ("", "?page=2", "review/"):
        page.goto(f"{attempt.get_absolute_url()}{tail}")
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page.locator("main form button").first)
    found += axe(page)
    if options.get("locale") != "ar":
        page.goto(ground.quiz.get_url())
        found += axe(page)
    assert not found, "\n".join(found)
