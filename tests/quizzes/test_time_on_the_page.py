"""The clock of the page asks the server: what it is told is the time as the record has it, and only the own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models import User
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from quizzes.timing import extend_attempt, pause_attempt, resume_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    ground.quiz.time_limit = 20
    ground.quiz.save()
    return begin(cast.learner, ground.quiz)


def test_it_tells_what_the_invigilator_moved(cast: Cast, client_of: ClientOf, attempt: Attempt, now: datetime) -> None:
    client, address = client_of(cast.learner), f"{attempt.get_absolute_url()}time/"
    assert client.get(address).json()["state"] == "open"
    deed = {"attempt": attempt, "by": cast.trainer}
    extend_attempt(minutes=5, client_id=uuid4(), at=now, **deed)
    assert client.get(address).json()["deadline"] == (now + timedelta(minutes=25)).isoformat()
    pause_attempt(client_id=uuid4(), at=now, **deed)
    assert client.get(address).json()["state"] == "paused"
    resume_attempt(client_id=uuid4(), at=now + timedelta(minutes=2), **deed)
    told = client.get(address).json()
    assert (told["state"], told["deadline"]) == ("open", (now + timedelta(minutes=27)).isoformat())
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    assert client.get(address).json()["state"] == "closed"


def test_asking_is_cheap(
    cast: Cast, client_of: ClientOf, attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = client_of(cast.learner), f"{attempt.get_absolute_url()}time/"
    client.get(address)
    with django_assert_num_queries(3):  # the session, the person, the attempt
        client.get(address)


def test_without_a_limit_there_is_no_clock_to_ask(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf) -> None:
    attempt = begin(cast.learner, ground.quiz)
    client = client_of(cast.learner)
    assert client.get(f"{attempt.get_absolute_url()}time/").json()["deadline"] is None
    assert "data-clock" not in client.get(attempt.get_absolute_url()).content.decode()


def test_the_last_ten_minutes_look_urgent_from_the_first_sight(
    cast: Cast, attempt: Attempt, now: datetime, client_of: ClientOf
) -> None:
    for minutes, urgent in {9: False, 10: True, 19: True}.items():
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            page = client_of(cast.learner).get(attempt.get_absolute_url()).content.decode()
        assert ("is-urgent" in page) is urgent, minutes
