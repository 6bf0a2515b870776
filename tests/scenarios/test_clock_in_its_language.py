"""A real browser: the clock of a scene counts in the language of its story, whatever the language of the page around it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import Cast
from tests.factories.courses import make_course, make_module, translated
from tests.factories.scenarios import make_scenario
from tests.scenarios.runs import begin
from tests.scenarios.test_time_limits import timed_story


def test_a_french_story_counts_in_french_on_an_english_page(cast: Cast, open_page: Callable[..., Page]) -> None:
    scenario = make_scenario(make_module(make_course()), timed_story())
    run = begin(translated(scenario, "fr"), cast.learner, timezone.now())
    page = open_page(cast.learner)
    page.goto(run.get_absolute_url())
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-clock]")).to_contain_text("secondes")
