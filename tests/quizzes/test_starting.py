"""Who may start, when, and what happens where a bank holds too little."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from wagtail.models import Locale, Revision

from courses.services import enrol_learner, record_completion
from people.models import User
from quizzes.models import Attempt, Item, QuizPage
from quizzes.permissions import Reason
from quizzes.refusals import CannotStart
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_lesson
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer_all

ClientOf = Callable[[User | None], Client]


def change(quiz: QuizPage, **fields: object) -> QuizPage:
    for name, value in fields.items():
        setattr(quiz, name, value)
    quiz.save()
    return quiz


def finish(attempt: Attempt, at: datetime, wrong: int = 5) -> Attempt:
    answer_all(attempt, at, wrong=wrong)
    return submit_attempt(attempt=attempt, client_id=attempt.public_id, at=at, by=attempt.enrolment.learner)


def reason_of(begin: Begin, learner: User, quiz: QuizPage, at: datetime) -> Reason:
    with pytest.raises(CannotStart) as refusal:
        begin(learner, quiz, at=at)
    return refusal.value.reason


def test_an_open_attempt_is_resumed(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    assert begin(cast.learner, ground.quiz) == begin(cast.learner, ground.quiz, at=now + timedelta(days=3))


def test_resuming_shows_the_first_question_without_an_answer(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    from quizzes.sheet import read_sheet
    from tests.factories.quizzes import make_items

    make_items(ground.bank, 7)
    row = ground.quiz.blueprint.get()
    row.count = 12
    row.save()
    attempt = begin(cast.learner, ground.quiz)
    from tests.quizzes.conftest import answer

    for item in attempt.items.filter(number__lte=10):
        answer(attempt, item.number, item.option_order[:1], now)
    assert read_sheet(attempt, None, now).page == 2


def test_the_rules_are_frozen_at_the_start(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    change(ground.quiz, pass_mark=20, policy="practice")
    done = finish(attempt, now, wrong=2)
    assert done.rules == {
        "policy": "certification",
        "pass_mark": 80,
        "time_limit": None,
        "attempts_allowed": None,
        "wait_hours": 0,
        "rereads": False,
        "valid_days": None,
        "critical_topics": [],
        "blueprint": [
            {
                "bank": ground.bank.pk,
                "topic": None,
                "level": None,
                "difficulty": "",
                "count": 5,
                "minimum": None,
                "name": "Humane treatment",
            }
        ],
        "extra_percent": 0,
        "sitting": None,
    }
    assert not done.passed


def test_attempts_are_numbered_and_end(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    change(ground.quiz, attempts_allowed=2)
    assert [finish(begin(cast.learner, ground.quiz), now).number for _ in range(2)] == [1, 2]
    assert reason_of(begin, cast.learner, ground.quiz, now) == Reason.USED_UP
    assert begin(cast.comrade, ground.quiz).number == 1


def test_the_waiting_time_runs_from_handing_in(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    change(ground.quiz, wait_hours=24)
    finish(begin(cast.learner, ground.quiz), now)
    assert reason_of(begin, cast.learner, ground.quiz, now + timedelta(hours=23, minutes=59)) == Reason.WAIT
    assert begin(cast.learner, ground.quiz, at=now + timedelta(hours=24)).number == 2


def test_what_was_promised_holds_and_what_was_eased_since_counts(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    change(ground.quiz, attempts_allowed=2, wait_hours=24)
    finish(begin(cast.learner, ground.quiz), now)
    change(ground.quiz, attempts_allowed=1, wait_hours=48)
    assert begin(cast.learner, ground.quiz, at=now + timedelta(hours=24)).number == 2
    finish(Attempt.objects.get(number=2), now + timedelta(hours=24))
    assert reason_of(begin, cast.learner, ground.quiz, now + timedelta(days=9)) == Reason.USED_UP
    change(ground.quiz, attempts_allowed=3, wait_hours=0)
    assert begin(cast.learner, ground.quiz, at=now + timedelta(hours=24)).number == 3


def test_a_pass_counts_for_its_days_and_then_the_quiz_opens_again(
    cast: Cast, ground: Ground, begin: Begin, now: datetime
) -> None:
    change(ground.quiz, valid_days=30)
    finish(begin(cast.learner, ground.quiz), now, wrong=0)
    change(ground.quiz, valid_days=1)
    assert reason_of(begin, cast.learner, ground.quiz, now + timedelta(days=29)) == Reason.PASSED
    assert begin(cast.learner, ground.quiz, at=now + timedelta(days=30)).number == 2


def test_a_certification_that_was_passed_is_not_sat_again(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    finish(begin(cast.learner, ground.quiz), now, wrong=0)
    assert reason_of(begin, cast.learner, ground.quiz, now) == Reason.PASSED


def test_practice_can_be_repeated_after_passing(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    change(ground.quiz, policy="practice")
    finish(begin(cast.learner, ground.quiz), now, wrong=0)
    assert begin(cast.learner, ground.quiz).number == 2


def test_a_quiz_opens_after_what_the_author_ordered_before_it(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    lesson = make_lesson(ground.module)
    lesson.move(ground.quiz, pos="left")
    lesson.refresh_from_db()
    quiz = change(QuizPage.objects.get(), opens="after-module")
    assert reason_of(begin, cast.learner, quiz, now) == Reason.LOCKED
    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=now)
    record_completion(enrolment=enrolment, activity=lesson, at=now)
    assert begin(cast.learner, quiz).number == 1


def test_who_wrote_a_question_is_not_certified_by_it(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    ground.items[0].save_revision(user=cast.trainer)
    assert reason_of(begin, cast.trainer, ground.quiz, now) == Reason.AUTHOR
    assert Revision.objects.count() == 1
    assert begin(cast.learner, ground.quiz)
    assert begin(cast.trainer, change(ground.quiz, policy="practice"))


def test_who_wrote_it_is_not_certified_by_it_in_another_language(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    french = ground.quiz.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.save_revision(user=cast.trainer).publish()
    assert reason_of(begin, cast.trainer, ground.quiz, now) == Reason.AUTHOR
    assert begin(cast.learner, ground.quiz)


def test_only_ready_live_items_are_drawn(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    for status in (Item.Status.DRAFT, Item.Status.IN_REVIEW, Item.Status.RETIRED):
        make_item(ground.bank, status=status)
    make_item(ground.bank, live=False)
    attempt = begin(cast.learner, ground.quiz)
    assert set(attempt.items.values_list("version__item", flat=True)) == {item.pk for item in ground.items}


def test_a_bank_gives_what_stands_below_it_too(cast: Cast, ground: Ground, begin: Begin) -> None:
    below = make_bank("below", "Below", parent=ground.bank)
    make_item(below)
    beside = make_bank("humane-treatment-2", "Beside")
    make_item(beside)
    attempt = begin(cast.learner, make_quiz(ground.module, [(ground.bank, None, 6)]))
    assert set(attempt.items.values_list("version__item__bank", flat=True)) == {ground.bank.pk, below.pk}


def test_items_above_the_level_of_the_learner_are_left_out(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    Item.objects.filter(pk=ground.items[0].pk).update(level=3)
    assert reason_of(begin, cast.learner, ground.quiz, now) == Reason.TOO_FEW_ITEMS
    assert begin(cast.commander, ground.quiz)


def test_a_second_attempt_prefers_items_not_seen(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    row = ground.quiz.blueprint.get()
    row.count = 2
    row.save()
    first = begin(cast.learner, ground.quiz)
    seen = set(first.items.values_list("version__item", flat=True))
    submit_attempt(attempt=first, client_id=first.public_id, at=now, by=cast.learner)
    again = set(begin(cast.learner, ground.quiz).items.values_list("version__item", flat=True))
    assert not seen & again


def test_too_few_items_are_said_to_the_learner_and_reported(
    cast: Cast, ground: Ground, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    Item.objects.filter(pk=ground.items[0].pk).update(status="retired")
    with caplog.at_level(logging.ERROR, logger="bluehelm.quizzes"):
        page = client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/", follow=True).content.decode()
    assert "This quiz cannot start now" in page
    assert "reported to the trainers" in page
    assert caplog.records[0].data == {"quiz": ground.quiz.pk, "short": [{"row": 1, "wanted": 5, "found": 4}]}
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["learner", "commander", "trainer", "administrator"])
def test_a_quiz_that_is_not_live_cannot_be_started(cast: Cast, ground: Ground, client_of: ClientOf, who: str) -> None:
    ground.quiz.unpublish()
    assert client_of(getattr(cast, who)).post(f"/quiz/start/{ground.quiz.pk}/").status_code == 404


def test_a_stranger_signs_in_first_and_then_finds_the_quiz(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    asked = client_of(None).post(f"/quiz/start/{ground.quiz.pk}/")
    assert asked.headers["Location"].startswith("/account/login/")
    back = client_of(cast.learner).get(f"/quiz/start/{ground.quiz.pk}/")
    assert back.headers["Location"] == "/core-course/humane-treatment/module-quiz/"


def test_the_page_names_the_hour_at_which_it_opens_again(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    change(ground.quiz, wait_hours=24)
    finish(begin(cast.learner, ground.quiz), now)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        page = client_of(cast.learner).get(ground.quiz.get_url()).content.decode()
    assert "It opens again on 25 November 2026, 10:00." in page
    assert "Not passed: 0 per cent" in page
