"""A real phone: a scene with a clock is played at 360 px and 200 % text, and axe finds nothing on scene and debrief."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from scenarios.models import Decision
from scenarios.services import start_run
from tests.browsers import PHONE, follow
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.factories.sound_stories import sound_story

WIDEST = "Math.max(...[...document.querySelectorAll('main *, .aside *')].map(each => each.getBoundingClientRect().right))"


def test_a_timed_scene_is_played_on_a_phone(cast: Cast, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]) -> None:
    document = sound_story(1) | {"mode": "practice"}
    document["scenes"][0]["seconds"] = 5
    scenario = make_scenario(make_module(make_course()), document, mode="practice")
    course = scenario.get_parent().get_parent().specific
    at = timezone.now()
    run = start_run(enrolment=enrol_learner(learner=cast.learner, course=course, at=at), scenario=scenario, at=at)
    page = open_page(cast.learner, PHONE)
    page.goto(f"{run.get_absolute_url()}#scene")
    expect(page.locator("[data-clock]")).to_be_visible()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDEST) <= 360
    page.evaluate("document.documentElement.style.fontSize = ''")
    with page.expect_navigation(timeout=20_000):
        pass  # the clock takes the choice by itself
    assert Decision.objects.get().timed_out is True
    assert axe(page) == []
    page.locator("details.behind summary").click()
    follow(page.get_by_role("button", name="D0"))
    follow(page.get_by_role("button", name="Give me ten times as long"))
    expect(page.locator("[data-clock]")).to_contain_text("seconds")
    while page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        follow(page.get_by_role("button", name="Decide"))
    expect(page.locator(".way svg")).to_be_visible()
    assert axe(page) == []
    follow(page.get_by_role("button", name="Play again from here").first)
    expect(page.locator("h1#scene")).to_have_text("D0")
