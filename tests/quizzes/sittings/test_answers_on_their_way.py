"""Closing a sitting while an answer is on its way: it counts, and nobody has to propose it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from people.models import User
from quizzes.models import Attempt, LateAnswer, Sitting, SittingEvent
from quizzes.models.attempts import GRACE
from quizzes.refusals import AttemptPaused
from quizzes.services import save_answer
from quizzes.sittings.services import change_time, close_sitting, stop_for_closing
from tests.conftest import Cast
from tests.quizzes.conftest import right_ids
from tests.quizzes.sittings.conftest import MINUTE, seated

ClientOf = Callable[[User | None], Client]
SECOND = timedelta(seconds=1)


@pytest.fixture
def attempt(cast: Cast, sitting: Sitting, moment: datetime) -> Attempt:
    attempt = seated(sitting, cast.learner, moment).attempt
    assert attempt is not None
    return attempt


def answer(attempt: Attempt, at: datetime) -> int:
    response = {"chosen": right_ids(attempt.items.get(number=1))}
    by = attempt.enrolment.learner
    return save_answer(attempt=attempt, number=1, response=response, client_id=uuid4(), seen_sequence=9, at=at, by=by)


def test_what_arrives_while_it_is_being_closed_counts(cast: Cast, sitting: Sitting, attempt: Attempt, moment: datetime) -> None:
    at = moment + MINUTE
    until = stop_for_closing(sitting=sitting, by=cast.trainer, at=at)
    assert until == at + GRACE
    answer(attempt, at + 9 * SECOND)
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=at + 9 * SECOND) == until
    with pytest.raises(AttemptPaused):
        answer(attempt, at + 11 * SECOND)
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=at + 11 * SECOND) is None
    close_sitting(sitting=sitting, by=cast.trainer, at=at + 11 * SECOND)
    attempt.refresh_from_db()
    assert attempt.result is not None and attempt.result["score"] == 1
    assert not LateAnswer.objects.exists()


def test_who_went_on_alone_stands_still_too(cast: Cast, sitting: Sitting, attempt: Attempt, moment: datetime) -> None:
    change_time(sitting=sitting, kind=SittingEvent.Kind.PAUSE, by=cast.trainer, at=moment + MINUTE)
    seat = sitting.seats.get()
    change_time(sitting=sitting, kind=SittingEvent.Kind.RESUME, seat=seat, by=cast.trainer, at=moment + 2 * MINUTE)
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=moment + 3 * MINUTE) == moment + 3 * MINUTE + GRACE


def test_a_room_that_stands_still_already_is_closed_at_once(
    cast: Cast, sitting: Sitting, attempt: Attempt, moment: datetime
) -> None:
    change_time(sitting=sitting, kind=SittingEvent.Kind.PAUSE, by=cast.trainer, at=moment + MINUTE)
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=moment + 2 * MINUTE) is None


def test_time_that_has_just_run_out_has_its_own_ten_seconds(
    cast: Cast, sitting: Sitting, attempt: Attempt, moment: datetime
) -> None:
    end = moment + 40 * MINUTE
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=end + 3 * SECOND) == end + GRACE
    assert stop_for_closing(sitting=sitting, by=cast.trainer, at=end + 11 * SECOND) is None


def test_the_page_waits_keeps_the_note_and_closes_when_sent_again(
    cast: Cast, sitting: Sitting, attempt: Attempt, client_of: ClientOf
) -> None:
    client, url = client_of(cast.trainer), f"{sitting.get_absolute_url()}close/"
    waiting = client.post(url, {"note": "Quiet."})
    assertContains(waiting, "Everybody stands still.")
    assertContains(waiting, "Quiet.</textarea>")
    assertContains(waiting, 'data-again="10"')
    Attempt.objects.filter(pk=attempt.pk).update(paused_at=sitting.opened_at)
    assertRedirects(client.post(url, {"note": "Quiet."}), f"{sitting.get_absolute_url()}record/")
    sitting.refresh_from_db()
    assert not sitting.is_open and sitting.note == "Quiet."
