"""A real browser: the small map of a debrief can be read at any width; where it is wider than the page, it is moved."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page

from tests.browsers import DESK, PHONE
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import choice, make_scenario, scene, small_story
from tests.scenarios.runs import begin, make

LAST, SPOT = 18, 26  # scenes; pixels across
SIZES = "[...document.querySelectorAll('.way circle')].map((each) => Math.round(each.getBoundingClientRect().width))"
WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"


def test_spots_are_as_large_on_a_phone_as_on_a_desk(cast: Cast, open_page: Callable[..., Page]) -> None:
    story = small_story()
    chain = [scene(f"step-{n}", [choice("on", f"step-{n + 1}" if n < LAST else "quiet-night")]) for n in range(1, LAST + 1)]
    run = begin(
        make_scenario(make_module(make_course()), story | {"start": "step-1", "scenes": chain}), cast.learner, timezone.now()
    )
    make(run, *["on"] * LAST, at=timezone.now())
    for viewport in (PHONE, DESK):
        page = open_page(cast.learner, viewport)
        page.goto(run.get_absolute_url())
        assert all(SPOT <= size <= SPOT + 4 for size in page.evaluate(SIZES))
        width, window = page.evaluate(WIDTHS)
        assert width <= window
        page.locator(".way-drawing").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('.way-drawing').scrollLeft > 0")
