"""Each answer is saved as it is given, and nothing is lost without a connection, with a lapsed session, or on two screens."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from quizzes.models import Attempt
from tests.browsers import follow, sign_in
from tests.quizzes.in_browser.conftest import ANSWER, choose, saved, says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_answer_is_saved_as_it_is_given(phone: Page, attempt: Attempt) -> None:
    choose(phone, 2, 0)
    says(phone, "Saved")
    with phone.expect_response(ANSWER):
        chosen = choose(phone, 2, 1)
    says(phone, "Saved")
    assert saved(attempt, 2) == [chosen]
    assert attempt.steps.count() == 2


def test_without_a_connection_it_waits_and_is_sent_when_there_is_one(phone: Page, attempt: Attempt) -> None:
    phone.context.set_offline(True)
    choose(phone, 1, 0)
    says(phone, "Waiting for connection")
    first, second = choose(phone, 1, 2), choose(phone, 3, 1)
    assert not attempt.steps.exists()
    phone.context.set_offline(False)
    says(phone, "Saved")
    assert (saved(attempt, 1), saved(attempt, 3)) == ([first], [second])


def test_a_page_that_dies_offline_brings_its_answers_back(phone: Page, attempt: Attempt) -> None:
    phone.context.set_offline(True)
    chosen = choose(phone, 4, 1)
    says(phone, "Waiting for connection")
    context = phone.context
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(attempt.get_absolute_url())
    expect(again.locator(f'#question-4 input[value="{chosen}"]')).to_be_checked()
    says(again, "Saved")
    assert saved(attempt, 4) == [chosen]
    assert again.evaluate("localStorage.length") == 0


def test_what_is_kept_names_no_question_and_no_person(phone: Page, attempt: Attempt) -> None:
    phone.context.set_offline(True)
    choose(phone, 1, 0)
    says(phone, "Waiting for connection")
    kept = phone.evaluate("JSON.stringify(localStorage)")
    assert str(attempt.public_id) in kept
    assert not any(word in kept for word in ("What do you do", "Search", "Diallo", "QM-"))


def test_an_acknowledgement_that_is_lost_does_not_make_the_own_next_answer_a_stranger(phone: Page, attempt: Attempt) -> None:
    def lose_the_answer(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    phone.route(ANSWER, lose_the_answer, times=1)
    choose(phone, 1, 0)
    says(phone, "Waiting for connection")
    chosen = choose(phone, 1, 1)
    says(phone, "Saved")
    assert saved(attempt, 1) == [chosen]
    assert attempt.steps.count() == 2


def test_a_lapsed_session_signs_in_again_and_loses_nothing(phone: Page, attempt: Attempt, live_server: object) -> None:
    Session.objects.all().delete()
    chosen = choose(phone, 1, 1)
    says(phone, "You are signed out")
    link = phone.locator("[data-state] a").get_attribute("href")
    assert link == f"/account/login/?next={attempt.get_absolute_url()}"
    sign_in(phone.context, attempt.enrolment.learner, live_server.url)  # type: ignore[attr-defined]
    phone.goto(attempt.get_absolute_url())
    says(phone, "Saved")
    assert saved(attempt, 1) == [chosen]


def test_two_screens_meet_in_the_merge_page(phone: Page, attempt: Attempt) -> None:
    desk = phone.context.new_page()
    desk.goto(attempt.get_absolute_url())
    choose(desk, 1, 0)
    says(desk, "Saved")
    chosen = choose(phone, 1, 1)
    says(phone, "another screen")
    choose(phone, 2, 0)
    phone.get_by_role("button", name="Save and go on").click()
    expect(phone.get_by_role("heading", name="Which answer counts?")).to_be_visible()
    phone.locator("input[name=merged-1]").nth(1).check()
    phone.get_by_role("button", name="Save and go on").click()
    expect(phone.get_by_role("heading", name="Before you hand in")).to_be_visible()
    assert saved(attempt, 1) == [chosen]
    phone.goto(attempt.get_absolute_url())
    expect(phone.locator(f'#question-1 input[value="{chosen}"]')).to_be_checked()
    phone.wait_for_function("() => localStorage.length === 0")


def test_an_old_page_leads_to_itself_and_loses_nothing(phone: Page, attempt: Attempt, live_server: object) -> None:
    sign_in(phone.context, attempt.enrolment.learner, live_server.url)  # type: ignore[attr-defined]
    phone.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": live_server.url}])  # type: ignore[attr-defined]
    chosen = choose(phone, 1, 1)
    says(phone, "Open the page again")
    follow(phone.locator("[data-state] a"))
    says(phone, "Saved")
    assert saved(attempt, 1) == [chosen]


def test_an_answer_that_is_refused_stays_on_the_device_until_it_is_mended(phone: Page, attempt: Attempt) -> None:
    refusal = {"status": 400, "content_type": "application/json", "body": '{"error": "refused", "message": "Too long."}'}
    phone.route(ANSWER, lambda route: route.fulfill(**refusal), times=1)
    chosen = choose(phone, 1, 1)
    says(phone, "Not saved yet")
    context = phone.context
    phone.close()
    again = context.new_page()
    again.goto(attempt.get_absolute_url())
    expect(again.locator(f'#question-1 input[value="{chosen}"]')).to_be_checked()
    says(again, "Not saved yet")
    mended = choose(again, 1, 0)
    says(again, "Saved")
    assert saved(attempt, 1) == [mended]


def test_what_somebody_else_left_on_the_device_goes_when_another_sits_down(phone: Page, attempt: Attempt) -> None:
    own = phone.locator("form[data-quiz]").get_attribute("data-owner")
    for key in ("quiz:0123456789ab:1", f"quiz:{own}:2", "other"):
        phone.evaluate("(key) => localStorage.setItem(key, '{}')", key)
    phone.reload()
    says(phone, "saved as you give it")
    assert sorted(phone.evaluate("Object.keys(localStorage)")) == sorted([f"quiz:{own}:2", "other"])
