"""The server's clock alone decides: ten seconds of grace for what was under way, then the attempt is closed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from people.models import User
from quizzes.models import Attempt
from quizzes.refusals import AttemptClosed
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer, answer_all

ClientOf = Callable[[User | None], Client]
LIMIT = timedelta(minutes=20)
SECOND = timedelta(seconds=1)


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    ground.quiz.time_limit = 20
    ground.quiz.save()
    return begin(cast.learner, ground.quiz)


def first_option(attempt: Attempt) -> list[str]:
    return attempt.items.get(number=1).option_order[:1]


def test_the_deadline_is_frozen_at_the_start(attempt: Attempt, ground: Ground, now: datetime) -> None:
    ground.quiz.time_limit = 5
    ground.quiz.save()
    attempt.refresh_from_db()
    assert attempt.deadline == now + LIMIT


def test_an_answer_under_way_is_taken_within_the_grace(attempt: Attempt, now: datetime) -> None:
    assert answer(attempt, 1, first_option(attempt), now + LIMIT + 10 * SECOND) == 1


def test_an_answer_after_the_grace_is_refused(attempt: Attempt, now: datetime) -> None:
    with pytest.raises(AttemptClosed):
        answer(attempt, 1, first_option(attempt), now + LIMIT + 11 * SECOND)


def test_handing_in_late_marks_what_was_saved_in_time(attempt: Attempt, now: datetime) -> None:
    answer_all(attempt, now)
    done = submit_attempt(attempt=attempt, client_id=uuid4(), at=now + timedelta(days=1), by=attempt.enrolment.learner)
    assert (done.passed, done.submitted_at) == (True, now + LIMIT)


def test_starting_again_closes_the_overdue_attempt(attempt: Attempt, ground: Ground, begin: Begin, now: datetime) -> None:
    again = begin(attempt.enrolment.learner, ground.quiz, at=now + timedelta(days=1))
    attempt.refresh_from_db()
    assert (again.number, attempt.submitted_at) == (2, now + LIMIT)


def test_the_page_says_how_long_is_left(attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    with time_machine.travel(now + timedelta(minutes=7, seconds=30), tick=False):
        page = client_of(cast.learner).get(attempt.get_absolute_url()).content.decode()
    assert "13 minutes" in page
    assert f'data-deadline="{(now + LIMIT).isoformat()}"' in page


def test_reading_an_overdue_attempt_leaves_it_open_and_offers_the_result(
    attempt: Attempt, cast: Cast, client_of: ClientOf, ground: Ground, now: datetime
) -> None:
    with time_machine.travel(now + LIMIT + 11 * SECOND, tick=False):
        client = client_of(cast.learner)
        for address in (attempt.get_absolute_url(), f"{attempt.get_absolute_url()}review/"):
            assert "The time is over" in client.get(address).content.decode()
        assert "See the result" in client.get(ground.quiz.get_url()).content.decode()
        attempt.refresh_from_db()
        assert attempt.submitted_at is None
        client.post(f"{attempt.get_absolute_url()}submit/")
    attempt.refresh_from_db()
    assert attempt.submitted_at == now + LIMIT


def test_a_page_that_comes_too_late_closes_the_attempt_and_says_so(
    attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    with time_machine.travel(now + LIMIT + 11 * SECOND, tick=False):
        form = {"page": 1, "seen-1": 0, "item-1": first_option(attempt)}
        answered = client_of(cast.learner).post(f"{attempt.get_absolute_url()}save/", form, follow=True)
    assert "1 of your answers arrived too late. It is kept, but it does not count." in answered.content.decode()
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.steps.filter(kind="answer").count()) == (False, 0)


def test_a_page_within_the_grace_is_saved_and_then_marked(
    attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    with time_machine.travel(now + LIMIT + 5 * SECOND, tick=False):
        form = {"page": 1, "seen-1": 0, "item-1": first_option(attempt)}
        client_of(cast.learner).post(f"{attempt.get_absolute_url()}save/", form)
    attempt.refresh_from_db()
    assert attempt.submitted_at == now + LIMIT
    assert attempt.steps.filter(kind="answer").count() == 1


def test_a_time_sent_by_the_browser_is_refused(attempt: Attempt, cast: Cast, client_of: ClientOf) -> None:
    message = {"item": 1, "response": {"chosen": []}, "client_id": str(uuid4()), "seen": 0, "at": "2020-01-01T00:00:00Z"}
    answered = client_of(cast.learner).post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    assert answered.status_code == 400
