"""Writing a long answer in a browser: what is left is said, what is written is saved, kept through a broken line, found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from quizzes.models import Attempt, LateAnswer
from quizzes.record import read_record
from quizzes.services import start_attempt, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
ARABIC = " ".join(f"كلمة{number} تقال" for number in range(190))  # 380 words, 4 KB


@pytest.fixture
def attempt(cast: Cast, ground: Ground) -> Attempt:
    """One open question."""
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Open")
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=quiz, at=timezone.now())


def text_of(attempt: Attempt) -> str:
    response = read_record(attempt).response(attempt.items.get().pk)
    return str((response or {}).get("text", ""))


def test_it_is_sent_in_messages_below_a_kilobyte_and_found_again(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    sent: list[int] = []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")) if "/answer/" in request.url else None)
    page.goto(attempt.get_absolute_url())
    page.locator("textarea").fill(ARABIC)
    page.keyboard.press("Tab")
    expect(page.locator("[data-state]")).to_have_text("Saved")
    assert text_of(attempt) == ARABIC
    assert len(sent) > 3 and max(sent) <= 1024
    page.reload()
    expect(page.locator("textarea")).to_have_value(ARABIC)


def test_how_much_is_left_is_said_while_one_writes(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    room, aloud = page.locator(".room"), page.locator("#item-1-room-aloud")
    expect(room).to_have_text("Room for about 800 more words.")
    page.locator("textarea").fill("word " * 500)
    expect(room).to_have_text("Room for about 510 more words.")
    expect(aloud).to_be_empty()
    page.locator("textarea").fill("word " * 999)
    expect(room).to_have_text("Room for about 11 more words.")
    expect(aloud).to_have_text("Room for about 11 more words.")
    page.locator("textarea").fill(ARABIC + ARABIC)
    expect(room).to_contain_text("Too long by about")


def test_a_broken_line_in_the_middle_of_a_text_loses_nothing(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page, arrived = open_page(cast.learner), []

    def break_the_second(route: object) -> None:
        arrived.append(json.loads(route.request.post_data)["response"])  # type: ignore[attr-defined]
        route.abort() if len(arrived) == 2 else route.continue_()  # type: ignore[attr-defined]

    page.route("**/answer/", break_the_second)
    page.goto(attempt.get_absolute_url())
    page.locator("textarea").fill(ARABIC)
    page.keyboard.press("Tab")
    expect(page.locator("[data-state]")).to_contain_text("Waiting for connection")
    assert text_of(attempt) == "", "a text in pieces stands once it is whole"
    page.reload()
    expect(page.locator("textarea")).to_have_value(ARABIC)
    expect(page.locator("[data-state]")).to_have_text("Saved")
    assert text_of(attempt) == ARABIC


def test_what_was_being_written_is_there_after_the_browser_was_killed(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    page.locator("textarea").press_sequentially("I see three huts")
    context = page.context
    page.close()  # before the text rested long enough to be sent
    again = context.new_page()
    again.goto(attempt.get_absolute_url())
    expect(again.locator("textarea")).to_have_value("I see three huts")
    expect(again.locator("[data-state]")).to_have_text("Saved")
    assert text_of(attempt) == "I see three huts"


def test_a_text_that_comes_after_the_end_is_kept_whole(cast: Cast, attempt: Attempt, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    page.locator("textarea").fill(ARABIC)
    with page.expect_navigation():
        page.keyboard.press("Tab")
    assert "".join(row.response["text"] for row in LateAnswer.objects.order_by("pk")) == ARABIC
