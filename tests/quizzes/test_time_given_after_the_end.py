"""The time is over and somebody gives more: a page that is older than that hands nothing in, and no answer is lost by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import User
from quizzes.models import Attempt
from quizzes.overdue import hand_in_if_over, hand_in_overdue
from quizzes.refusals import TimeGiven
from quizzes.timing import extend_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer_all

ClientOf = Callable[[User | None], Client]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """Its twenty minutes ended a minute ago."""
    ground.quiz.time_limit = 20
    ground.quiz.save()
    attempt = begin(cast.learner, ground.quiz, timezone.now() - 21 * MINUTE)
    answer_all(attempt, attempt.started_at)
    return attempt


def give_time(attempt: Attempt, cast: Cast) -> None:
    extend_attempt(attempt=attempt, minutes=10, client_id=uuid4(), at=timezone.now(), by=cast.trainer)


@pytest.mark.parametrize("where", ["attempt", "quiz"])
def test_see_the_result_leads_back_to_the_questions(where: str, cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client, own = client_of(cast.learner), attempt.get_absolute_url()
    page = client.get(own if where == "attempt" else attempt.quiz.get_url()).content.decode()
    [form] = re.findall(rf'action="{own}submit/">(.*?)</form>', page, re.S)
    give_time(attempt, cast)
    back = client.post(f"{own}submit/", dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)), follow=True)
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert back.redirect_chain == [(own, 302)]
    assert "You were given more time" in back.content.decode()


def test_without_it_the_result_is_shown(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    result = client_of(cast.learner).post(f"{attempt.get_absolute_url()}submit/", {"because": "time-over"}, follow=True)
    assert result.redirect_chain[-1][0].endswith("/result/")


def test_whoever_looked_before_it_closes_nothing(cast: Cast, attempt: Attempt) -> None:
    before = Attempt.objects.get()
    give_time(attempt, cast)
    with pytest.raises(TimeGiven):
        hand_in_if_over(attempt=before, at=timezone.now(), by=cast.learner)


def test_the_enrolment_is_held_before_the_attempt(attempt: Attempt) -> None:
    """In the order of every other deed; in the other one, learner and command would wait for each other."""
    with CaptureQueriesContext(connection) as queries:
        hand_in_overdue(at=timezone.now() + 90 * MINUTE)
    begun = [each["sql"].split(" FROM ")[1].split('"')[1] for each in queries if " FROM " in each["sql"]]
    assert begun[:2] == ["quizzes_attempt", "courses_enrolment"], "first the list, which holds nothing"
