"""A scenario is played to its debrief, read there and played again by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from scenarios.models import Run
from scenarios.services import start_run
from tests.browsers import DESK
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

PATIENCE = 60_000  # milliseconds
MOST_STEPS = 60
# The focus is drawn around the control, or around the card of the choice.
IS_MARKED = """() => [document.activeElement, document.activeElement.closest(".option")]
    .some((each) => each && getComputedStyle(each).outlineStyle !== "none")"""


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until what is meant has the focus, and sees that the focus is visible."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(IS_MARKED)
            return
    raise AssertionError(f"Tab never came to {selector}")


def enter(page: Page) -> None:
    with page.expect_navigation(timeout=PATIENCE):
        page.keyboard.press("Enter")


def decide(page: Page) -> None:
    """The first choice, with Space and Enter, from the heading on."""
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    enter(page)
    expect(page.locator("#scene")).to_be_focused(timeout=PATIENCE)


def test_the_debrief_is_used_by_keys_alone(cast: Cast, open_page: Callable[..., Page]) -> None:
    scenario = make_scenario(make_module(make_course()), small_story(), mode="practice")
    course = scenario.get_parent().get_parent().specific
    at = timezone.now()
    run = start_run(enrolment=enrol_learner(learner=cast.learner, course=course, at=at), scenario=scenario, at=at)
    page = open_page(cast.learner, DESK)
    page.set_default_timeout(PATIENCE)
    page.goto(f"{run.get_absolute_url()}#scene")
    decide(page)
    decide(page)
    expect(page.locator("h1#scene")).to_have_text("Quiet night")
    tab_to(page, ".debrief summary")
    page.keyboard.press("Enter")
    expect(page.locator(".debrief details").first).to_have_attribute("open", "")
    tab_to(page, ".debrief li:nth-child(2) form button")
    enter(page)
    expect(page.locator("h1#scene")).to_have_text("Search")
    expect(page.locator("#scene")).to_be_focused(timeout=PATIENCE)
    assert Run.objects.filter(finished_at=None).count() == 1
