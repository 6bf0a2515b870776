"""The clock of a scene is the server's: a reload, another phone or a sign-in gives the time that is left, not all of it anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from scenarios.clock import set_pace, start_clock
from scenarios.models import Run
from scenarios.reading import scene_reading
from scenarios.services import decide
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario
from tests.scenarios.runs import begin
from tests.scenarios.test_time_limits import timed_story


@pytest.fixture
def run(cast: Cast, now: datetime) -> Run:
    return begin(make_scenario(make_module(make_course()), timed_story()), cast.learner, now)


def left(run: Run, at: datetime) -> int:
    start_clock(run=run, at=at)
    return scene_reading(Run.objects.select_related("edition", "enrolment", "begun_after").get(pk=run.pk), at).seconds_left


def test_it_runs_from_the_first_showing_and_on_through_a_reload(run: Run, now: datetime) -> None:
    shown = now + timedelta(minutes=5)  # a slow network takes no time away
    assert [left(run, shown + timedelta(seconds=seconds)) for seconds in (0, 12.5, 29, 3_600)] == [30, 18, 1, 0]


def test_ten_times_as_long_counts_from_the_same_moment(run: Run, now: datetime) -> None:
    left(run, now)
    set_pace(run=run, pace=10)
    assert left(run, now + timedelta(seconds=20)) == 280


def test_a_clock_that_was_off_begins_anew(run: Run, now: datetime) -> None:
    left(run, now)
    set_pace(run=run, pace=0)
    run.refresh_from_db()
    set_pace(run=run, pace=1)
    assert left(run, now + timedelta(hours=1)) == 30


def test_the_next_scene_has_its_own_time(run: Run, now: datetime) -> None:
    left(run, now)
    decide(run=run, sequence=1, choice="warn", client_id=uuid.uuid4(), at=now)
    run.refresh_from_db()
    assert run.clock_from is None


def test_a_second_look_at_the_page_gives_what_is_left(
    run: Run, cast: Cast, now: datetime, client_of: Callable[..., Client]
) -> None:
    client = client_of(cast.learner)
    with time_machine.travel(now, tick=False) as clock:
        assert 'data-clock="30"' in client.get(run.get_absolute_url()).content.decode()
        run.refresh_from_db()
        assert run.clock_from is None, "looking changes nothing: the browser says when the scene is on its screen"
        client.post(reverse("scenarios:shown", args=[run.public_id]))
        clock.shift(timedelta(seconds=20))
        page = client.get(run.get_absolute_url()).content.decode()
    assert 'data-clock="10"' in page
    assert 'data-clock-of="30"' in page
    client.post(reverse("scenarios:pace", args=[run.public_id]), {"pace": 0})
    assert "data-time-up" not in client.get(run.get_absolute_url()).content.decode()


def test_the_browser_says_that_the_scene_is_on_its_screen(run: Run, cast: Cast, open_page: Callable[..., Page]) -> None:
    page = open_page(cast.learner)
    with page.expect_response(lambda answer: answer.url.endswith("/shown/")) as said:
        page.goto(run.get_absolute_url())
    assert said.value.status == 204
    page.reload()
    expect(page.locator("[data-clock-shown]")).to_have_count(0)
    assert int(page.locator("[data-clock]").get_attribute("data-clock") or 99) <= 30


def test_who_comes_back_too_late_finds_that_the_time_was_up(
    run: Run, cast: Cast, now: datetime, open_page: Callable[..., Page]
) -> None:
    left(run, now - timedelta(hours=1))
    page = open_page(cast.learner)
    page.goto(run.get_absolute_url())
    expect(page.locator("h1")).to_have_text("Search", timeout=10_000)
    assert run.decisions.get().timed_out
