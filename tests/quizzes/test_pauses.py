"""An invigilator stops the time, lets it go on and gives more; each is a step of the record."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from people.models import User
from quizzes.clock import TimeRefused
from quizzes.models import Attempt
from quizzes.refusals import AttemptClosed, AttemptPaused
from quizzes.services import submit_attempt
from quizzes.timing import clock_by_record, extend_attempt, pause_attempt, resume_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer, answer_all

ClientOf = Callable[[User | None], Client]
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    ground.quiz.time_limit = 20
    ground.quiz.save()
    return begin(cast.learner, ground.quiz)


def first_option(attempt: Attempt) -> list[str]:
    return attempt.items.get(number=1).option_order[:1]


def test_an_hour_without_power_costs_no_minute(attempt: Attempt, cast: Cast, now: datetime) -> None:
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 5 * MINUTE, by=cast.trainer, reason="No power")
    resumed = resume_attempt(attempt=attempt, client_id=uuid4(), at=now + 65 * MINUTE, by=cast.trainer)
    assert resumed.deadline == now + 80 * MINUTE
    assert answer(attempt, 1, first_option(attempt), now + 79 * MINUTE) == 3
    with pytest.raises(AttemptClosed):
        answer(attempt, 2, [], now + 80 * MINUTE + 11 * SECOND)


def test_during_a_pause_only_what_was_under_way_is_written(attempt: Attempt, cast: Cast, now: datetime) -> None:
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 5 * MINUTE, by=cast.trainer)
    assert answer(attempt, 1, first_option(attempt), now + 5 * MINUTE + 10 * SECOND) == 2
    with pytest.raises(AttemptPaused):
        answer(attempt, 1, first_option(attempt), now + 5 * MINUTE + 11 * SECOND)


def test_more_time_reopens_what_has_run_out_but_nothing_that_was_handed_in(attempt: Attempt, cast: Cast, now: datetime) -> None:
    late = now + 22 * MINUTE
    extended = extend_attempt(attempt=attempt, minutes=10, client_id=uuid4(), at=late, by=cast.trainer)
    assert extended.deadline == late + 10 * MINUTE
    answer_all(attempt, late)
    assert submit_attempt(attempt=attempt, client_id=uuid4(), at=late, by=cast.learner).passed
    with pytest.raises(TimeRefused):
        extend_attempt(attempt=attempt, minutes=10, client_id=uuid4(), at=late, by=cast.trainer)


def test_each_change_is_written_once_however_often_it_is_sent(attempt: Attempt, cast: Cast, now: datetime) -> None:
    client_id = uuid4()
    for _ in range(5):
        extend_attempt(attempt=attempt, minutes=10, client_id=client_id, at=now, by=cast.trainer, reason="Late start")
    attempt.refresh_from_db()
    assert attempt.deadline == now + 30 * MINUTE
    [step] = attempt.steps.all()
    assert (step.kind, step.actor, step.detail) == ("extend", cast.trainer, {"minutes": 10, "reason": "Late start"})


def test_the_record_alone_says_where_the_time_stands(attempt: Attempt, cast: Cast, now: datetime) -> None:
    by = cast.trainer
    extend_attempt(attempt=attempt, minutes=7, client_id=uuid4(), at=now + 2 * MINUTE, by=by)
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 3 * MINUTE, by=by)
    extend_attempt(attempt=attempt, minutes=5, client_id=uuid4(), at=now + 4 * MINUTE, by=by)
    resume_attempt(attempt=attempt, client_id=uuid4(), at=now + 9 * MINUTE, by=by)
    attempt.refresh_from_db()
    assert clock_by_record(attempt) == attempt.clock
    assert attempt.deadline == now + 38 * MINUTE


@pytest.mark.parametrize("change", [pause_attempt, resume_attempt])
def test_nobody_stops_or_starts_the_own_time(attempt: Attempt, cast: Cast, now: datetime, change: Callable[..., Attempt]) -> None:
    with pytest.raises(TimeRefused):
        change(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)


def test_what_makes_no_sense_is_refused_and_writes_nothing(attempt: Attempt, cast: Cast, now: datetime) -> None:
    for minutes in (0, -5, 241):
        with pytest.raises(TimeRefused):
            extend_attempt(attempt=attempt, minutes=minutes, client_id=uuid4(), at=now, by=cast.trainer)
    with pytest.raises(TimeRefused):
        resume_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.trainer)
    with pytest.raises(TimeRefused):
        pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 21 * MINUTE, by=cast.trainer)
    assert not attempt.steps.exists()


# --- What the learner sees -----------------------------------------------------------------------


def test_a_page_sent_during_a_pause_waits_and_is_filled_in_again(
    attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    client, chosen = client_of(cast.learner), first_option(attempt)
    with time_machine.travel(now + 6 * MINUTE, tick=False) as clock:
        pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 5 * MINUTE, by=cast.trainer)
        paused = client.post(
            f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 0, "item-1": chosen}, follow=True
        ).content.decode()
        assert "Your time stands still" in paused
        assert "when the sitting is closed, your answers are handed in" in paused
        assert "What do you do?" not in paused
        clock.move_to(now + 30 * MINUTE)
        resume_attempt(attempt=attempt, client_id=uuid4(), at=now + 30 * MINUTE, by=cast.trainer)
        page = client.get(attempt.get_absolute_url()).content.decode()
    assert re.search(rf'value="{chosen[0]}"[^>]* checked', page)
    assert "15 minutes" in page


def test_a_script_is_told_to_wait(attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    message = {"item": 1, "response": {"chosen": first_option(attempt)}, "client_id": str(uuid4()), "seen": 0}
    with time_machine.travel(now + 6 * MINUTE, tick=False):
        pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 5 * MINUTE, by=cast.trainer)
        answered = client_of(cast.learner).post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    assert (answered.status_code, answered.json()["error"]) == (423, "paused")


def test_a_review_left_open_hands_in_nothing_during_a_pause(
    attempt: Attempt, cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    client = client_of(cast.learner)
    with time_machine.travel(now + 6 * MINUTE, tick=False):
        pause_attempt(attempt=attempt, client_id=uuid4(), at=now + 6 * MINUTE, by=cast.trainer)
        page = client.post(f"{attempt.get_absolute_url()}submit/", follow=True).content.decode()
        attempt.refresh_from_db()
        assert "Your time stands still" in page
        assert attempt.submitted_at is None
        resume_attempt(attempt=attempt, client_id=uuid4(), at=now + 6 * MINUTE, by=cast.trainer)
        client.post(f"{attempt.get_absolute_url()}submit/")
    attempt.refresh_from_db()
    assert attempt.submitted_at is not None


def test_the_invigilator_hands_in_a_paused_attempt(attempt: Attempt, cast: Cast, now: datetime) -> None:
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now + MINUTE, by=cast.trainer)
    assert submit_attempt(attempt=attempt, client_id=uuid4(), at=now + 2 * MINUTE, by=cast.trainer).submitted_at
