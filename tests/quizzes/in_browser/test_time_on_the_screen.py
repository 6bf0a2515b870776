"""The time left is that of the server: shown, said at thresholds, moved by the invigilator, and closing the page by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models import Attempt
from quizzes.services import submit_attempt
from quizzes.timing import extend_attempt, pause_attempt
from tests.conftest import Cast
from tests.quizzes.in_browser.conftest import CLOCK, choose, saved, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def leave(attempt: Attempt, time: timedelta) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() + time)


def test_when_the_time_is_over_the_page_closes_itself(phone: Page, attempt: Attempt) -> None:
    leave(attempt, timedelta(minutes=9))
    phone.clock.install()
    phone.goto(attempt.get_absolute_url())
    chosen = choose(phone, 1, 1)
    says(phone, "Saved")
    leave(attempt, timedelta(0))
    phone.clock.fast_forward("09:01")
    expect(phone.get_by_role("heading", name="Not passed yet")).to_be_visible()
    assert saved(attempt, 1) == [chosen]
    assert Attempt.objects.get().submitted_at is not None


def test_what_a_device_without_connection_sends_after_the_end_is_kept_and_said(cast: Cast, phone: Page, attempt: Attempt) -> None:
    phone.context.set_offline(True)
    first, _second = choose(phone, 1, 0), choose(phone, 2, 0)
    says(phone, "Waiting for connection")
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    phone.context.set_offline(False)
    expect(phone.get_by_text("2 of your answers arrived after the end.")).to_be_visible()
    assert attempt.late_answers.get(item__number=1).response == {"chosen": [first]}
    phone.wait_for_function("() => localStorage.length === 0")


def test_the_time_left_is_shown_by_the_servers_clock_and_said_at_thresholds(phone: Page, attempt: Attempt) -> None:
    leave(attempt, timedelta(minutes=10, seconds=40))
    phone.clock.install(time="2020-01-01T00:00:00Z")
    phone.route(CLOCK, lambda route: route.abort())  # the server's time does not run ahead with the browser's
    phone.goto(attempt.get_absolute_url())
    expect(phone.locator("[data-deadline]")).to_have_text("11 minutes")
    phone.clock.run_for(41_000)
    expect(phone.locator("[data-deadline]")).to_have_text("10 minutes")
    expect(phone.locator("[data-time-warning]")).to_have_text("Time left: 10 minutes")
    phone.clock.run_for(61_000)
    expect(phone.locator("[data-deadline]")).to_have_text("9 minutes")
    expect(phone.locator("[data-time-warning]")).to_have_text("Time left: 10 minutes")


def test_a_device_that_slept_over_a_threshold_says_it_on_waking(phone: Page, attempt: Attempt) -> None:
    leave(attempt, timedelta(minutes=12, seconds=40))
    phone.clock.install(time="2020-01-01T00:00:00Z")
    phone.route(CLOCK, lambda route: route.abort())
    phone.goto(attempt.get_absolute_url())
    expect(phone.locator("[data-deadline]")).to_have_text("13 minutes")
    phone.clock.fast_forward("04:00")
    expect(phone.locator("[data-deadline]")).to_have_text("9 minutes")
    expect(phone.locator("[data-time-warning]")).to_have_text("Time left: 9 minutes")


def test_more_time_and_a_pause_reach_the_open_page(cast: Cast, phone: Page, attempt: Attempt) -> None:
    leave(attempt, timedelta(minutes=5, seconds=30))
    phone.clock.install()
    phone.goto(attempt.get_absolute_url())
    expect(phone.locator("[data-deadline]")).to_have_text("6 minutes")
    chosen = choose(phone, 1, 1)
    says(phone, "Saved")
    given = {"attempt": attempt, "at": timezone.now(), "by": cast.trainer}
    extend_attempt(minutes=20, client_id=uuid4(), **given)
    phone.clock.run_for(31_000)
    expect(phone.locator("[data-deadline]")).to_have_text("26 minutes")
    expect(phone.locator("[data-time-warning]")).to_have_text("Your time was changed. Time left: 26 minutes")
    pause_attempt(client_id=uuid4(), **given)
    phone.clock.run_for(31_000)
    expect(phone.get_by_role("heading", name="Paused")).to_be_visible()
    assert saved(attempt, 1) == [chosen]


def test_time_given_at_the_last_moment_keeps_the_page_open(cast: Cast, phone: Page, attempt: Attempt) -> None:
    leave(attempt, timedelta(seconds=20))
    phone.clock.install()
    phone.goto(attempt.get_absolute_url())
    extend_attempt(attempt=attempt, minutes=20, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    phone.clock.run_for(22_000)
    expect(phone.locator("[data-deadline]")).to_have_text("21 minutes")
    assert Attempt.objects.get().submitted_at is None
