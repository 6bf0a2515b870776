"""What the scripts add: each answer is saved as it is given, nothing is lost without a connection, time closes by itself."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.services import enrol_learner
from quizzes.models import Attempt
from quizzes.services import start_attempt, submit_attempt
from quizzes.timing import extend_attempt, pause_attempt
from tests.browsers import DESK, follow, sign_in
from tests.conftest import Cast
from tests.factories.quizzes import make_items
from tests.quizzes.conftest import Ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]
ANSWER, CLOCK = re.compile("/answer/$"), re.compile("/time/$")


@pytest.fixture
def sitting(cast: Cast, ground: Ground) -> tuple[Cast, Ground]:
    return cast, ground


@pytest.fixture
def attempt(cast: Cast, ground: Ground) -> Attempt:
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    return start_attempt(enrolment=enrolment, quiz=ground.quiz, at=timezone.now())


@pytest.fixture
def phone(cast: Cast, attempt: Attempt, open_page: OpenPage) -> Page:
    page = open_page(cast.learner)
    page.goto(attempt.get_absolute_url())
    return page


def choose(page: Page, number: int, place: int) -> str:
    """Ticks an option and returns its id."""
    control = page.locator(f"#question-{number} input:not([type=hidden])").nth(place)
    control.check()
    return str(control.get_attribute("value"))


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words)


def saved(attempt: Attempt, number: int) -> list[str]:
    return attempt.steps.filter(item__number=number).last().response["chosen"]


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


def test_a_quiz_is_taken_by_keyboard_alone(cast: Cast, ground: Ground, open_page: OpenPage) -> None:
    page = open_page(cast.learner)
    page.goto(ground.quiz.get_url())
    press_on(page, "Start the quiz")
    for number in range(1, 6):
        while page.evaluate("document.activeElement.name") != f"item-{number}":
            page.keyboard.press("Tab")
        box = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
        bar = page.locator(".quiz-bar").bounding_box()
        assert box[0] >= bar["y"] + bar["height"], "the focus hides under the bar"
        page.keyboard.press("ArrowDown")
    says(page, "Saved")
    press_on(page, "Save and go on")
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_visible()
    press_on(page, "Hand in")
    expect(page.locator(".result-score")).to_be_visible()
    assert Attempt.objects.get().steps.filter(kind="answer").count() == 5


def press_on(page: Page, words: str) -> None:
    """Goes to the link or button of that name by keyboard, and returns when the page it leads to is loaded."""
    while page.evaluate("document.activeElement.innerText.trim()") != words:
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


LOOKS = {
    "phone": {},
    "dark and right to left": {"color_scheme": "dark", "locale": "ar"},
    "desk": {"viewport": DESK},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("policy", ["practice", "certification", "survey"])
def test_axe_finds_nothing_on_any_page(
    sitting: tuple[Cast, Ground], open_page: OpenPage, axe: Axe, policy: str, look: str
) -> None:
    (cast, ground), options = sitting, LOOKS[look]
    make_items(ground.bank, 1, kind="multiple")
    make_items(ground.bank, 5, kind="true-false")
    row = ground.quiz.blueprint.get()
    row.count = 11
    row.save()
    ground.quiz.policy, ground.quiz.time_limit, ground.quiz.attempts_allowed = policy, 30, 3
    ground.quiz.save()
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=timezone.now())
    attempt = start_attempt(enrolment=enrolment, quiz=ground.quiz, at=timezone.now())
    page = open_page(cast.learner, **options)
    found = []
    if policy == "practice":
        page.goto(attempt.get_absolute_url())
        choose(page, 1, 0)
        follow(page.locator("button[value=check]"))
        expect(page.locator("article#question-1")).to_be_visible()
        found += axe(page)
    for tail in ("", "?page=2", "review/"):
        page.goto(f"{attempt.get_absolute_url()}{tail}")
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page.locator("main form button").first)
    found += axe(page)
    if options.get("locale") != "ar":
        page.goto(ground.quiz.get_url())
        found += axe(page)
    assert not found, "\n".join(found)
