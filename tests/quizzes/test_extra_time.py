"""Extra time belongs to a person and is frozen onto each attempt at its start."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from people.models import User
from quizzes.clock import TimeRefused
from quizzes.timing import clock_by_record, record_extra_time
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground

MINUTE = timedelta(minutes=1)


@pytest.fixture
def timed(ground: Ground) -> Ground:
    ground.quiz.time_limit = 20
    ground.quiz.save()
    return ground


def test_the_latest_line_counts_and_is_frozen_at_the_start(cast: Cast, timed: Ground, begin: Begin, now: datetime) -> None:
    record_extra_time(person=cast.learner, percent=25, at=now, by=cast.trainer)
    record_extra_time(person=cast.learner, percent=50, at=now, by=cast.trainer)
    attempt = begin(cast.learner, timed.quiz)
    record_extra_time(person=cast.learner, percent=0, at=now, by=cast.trainer)
    attempt.refresh_from_db()
    assert (attempt.deadline, attempt.rules["extra_percent"]) == (now + 30 * MINUTE, 50)
    assert clock_by_record(attempt) == attempt.clock


def test_the_page_tells_the_own_time_before_anybody_begins(
    cast: Cast, timed: Ground, client_of: Callable[[User | None], Client], now: datetime
) -> None:
    record_extra_time(person=cast.learner, percent=25, at=now, by=cast.trainer)
    told = "20 minutes, then it closes · 25 minutes with your extra time"
    assert told in client_of(cast.learner).get(timed.quiz.url).content.decode()
    assert "extra time" not in client_of(cast.comrade).get(timed.quiz.url).content.decode()


def test_others_keep_the_plain_limit(cast: Cast, timed: Ground, begin: Begin, now: datetime) -> None:
    record_extra_time(person=cast.learner, percent=25, at=now, by=cast.trainer)
    assert begin(cast.comrade, timed.quiz).deadline == now + 20 * MINUTE


def test_nobody_gives_it_to_himself_and_none_without_bounds(cast: Cast, now: datetime) -> None:
    for person, percent in ((cast.trainer, 25), (cast.learner, 301), (cast.learner, -1)):
        with pytest.raises(TimeRefused):
            record_extra_time(person=person, percent=percent, at=now, by=cast.trainer)
