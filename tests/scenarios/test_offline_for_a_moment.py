"""A real browser: whoever decides without a connection stays on the scene, is told, and has decided once there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from scenarios.models import Decision
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, small_story
from tests.scenarios.runs import begin

UNSENT = "Waiting for connection."


@pytest.fixture
def scene(cast: Cast, open_page: Callable[..., Page]) -> Callable[[dict[str, Any]], Page]:
    """The first scene of a story, read by the learner."""

    def opened(story: dict[str, Any]) -> Page:
        page = open_page(cast.learner)
        page.goto(begin(make_scenario(make_module(make_course()), story), cast.learner, timezone.now()).get_absolute_url())
        return page

    return opened


def test_a_choice_made_offline_is_sent_once_there_is_a_connection(scene: Callable[..., Page]) -> None:
    page = scene(small_story())
    page.context.set_offline(True)
    page.get_by_text("Wave").click()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("status").filter(has_text=UNSENT)).to_be_visible()
    page.get_by_text("Warn").click()  # another thought meanwhile
    page.get_by_role("button", name="Decide").click()
    with page.expect_navigation():
        page.context.set_offline(False)
    expect(page.locator("h1#scene")).to_have_text("Search")
    assert [made.choice for made in Decision.objects.all()] == ["warn"]


def test_time_that_ran_out_offline_takes_its_choice_and_the_next_scene_says_so(scene: Callable[..., Page]) -> None:
    story = small_story()
    story["scenes"][0].update(seconds=5, timeout_choice="wave")
    page = scene(story)
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text=UNSENT)).to_be_visible(timeout=15_000)
    page.get_by_text("Warn").click()  # too late
    page.get_by_role("button", name="Decide").click()
    with page.expect_navigation():
        page.context.set_offline(False)
    expect(page.get_by_role("region", name="What happened")).to_contain_text("The time was up; this was done for you. Wave")
    assert [(made.choice, made.timed_out) for made in Decision.objects.all()] == [("wave", True)]
