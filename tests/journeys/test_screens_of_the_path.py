"""The screens of a learner's way in dark, mirrored and wide: axe finds nothing, and no screen scrolls sideways.

The way itself, on a phone in daylight, goes ``test_the_whole_path``.
"""

from __future__ import annotations

from typing import Any

import pytest

from courses.models import CoursePage
from tests.browsers import DESK, PHONE
from tests.conftest import Cast
from tests.journeys.test_the_whole_path import Axe, OpenPage, Walker, course, play_well

__all__ = ["course"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS: dict[str, dict[str, Any]] = {
    "a phone in the dark, mirrored": {"viewport": PHONE, "color_scheme": "dark", "locale": "ar"},
    "a desk in the dark": {"viewport": DESK, "color_scheme": "dark"},
}
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"


def test_every_screen_stands_in_every_look(open_page: OpenPage, axe: Axe, course: CoursePage, cast: Cast) -> None:
    walkers = {}
    people = [cast.learner, cast.comrade]
    for (look, options), person in zip(LOOKS.items(), people, strict=True):
        walker = walkers[look] = Walker(open_page(person, **options), axe)
        for path in ("/", "/learn/", "/core/", "/core/humane-treatment/", "/rules/", "/rules/card/", "/me/", "/me/data/"):
            walker.goto(path)
        read_a_lesson(walker)
        play_to_the_debrief(walker)
        walker.goto("/core/humane-treatment/quiz/")
    assert {look: walker.faults for look, walker in walkers.items() if walker.faults} == {}


def read_a_lesson(walker: Walker) -> None:
    """The first lesson of the module, also with letters of twice the size, and with a check answered."""
    walker.goto("/core/humane-treatment/")
    lesson = walker.page.locator("main a[href*='/core/humane-treatment/']").first.get_attribute("href")
    walker.goto(str(lesson))
    walker.page.locator("section.check input").first.check()
    walker.seen.clear()
    walker.look()
    walker.page.evaluate(LARGE_TEXT)
    wide = walker.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        walker.faults.append(f"a lesson with large letters scrolls sideways by {wide} px")


def play_to_the_debrief(walker: Walker) -> None:
    walker.goto("/core/humane-treatment/checkpoint-at-dusk/")
    walker.click(walker.page.locator("main form button").first)
    walker.page.evaluate(LARGE_TEXT)
    walker.seen.clear()
    walker.look()
    play_well(walker)
    walker.seen.clear()
    walker.look()
