"""A real browser: at 320 px and 200 % text a scene fits, each choice takes a thumb, and the next scene’s title has the focus."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from scenarios.models import Decision
from scenarios.services import start_run
from tests.browsers import follow
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story

THUMB = 44  # pixels
NARROW = {"width": 320, "height": 640}
WIDEST = "Math.max(...[...document.querySelectorAll('main *')].map(each => each.getBoundingClientRect().right))"


def test_choices_are_usable_at_320_pixels_and_twice_the_text(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][0]["choices"][0]["text"] = "Warn them in two languages and wait until the driver has switched off the engine."
    scenario = make_scenario(make_module(make_course()), story)
    at = timezone.now()
    enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=at)
    run = start_run(enrolment=enrolment, scenario=scenario, at=at)
    page = open_page(cast.learner, NARROW)
    page.goto(f"{run.get_absolute_url()}#scene")
    expect(page.locator("h1#scene")).to_be_focused()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDEST) <= NARROW["width"]
    for option in page.locator(".choices label").all():
        box = option.bounding_box()
        assert box
        assert box["height"] >= THUMB
    page.get_by_text("Wave").click()
    follow(page.get_by_role("button", name="Decide"))
    expect(page.locator("h1#scene")).to_have_text("Search")
    expect(page.locator("h1#scene")).to_be_focused()
    assert Decision.objects.get().choice == "wave"
