"""Answers that arrive after the end: kept, told and shown to the invigilator; the result stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from quizzes import late
from quizzes.models import Attempt, LateAnswer
from quizzes.services import submit_attempt
from quizzes.timing import extend_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer_all, right_ids, wrong_ids

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """Three of five are answered wrongly."""
    at = timezone.now()
    ground.quiz.time_limit = 40
    ground.quiz.save()
    attempt = begin(cast.learner, ground.quiz, at)
    answer_all(attempt, at, wrong=3)
    return attempt


@pytest.fixture
def closed(attempt: Attempt, cast: Cast) -> Attempt:
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)


def send(client: Client, attempt: Attempt, number: int, chosen: list[str], client_id: UUID | None = None) -> tuple[int, Any]:
    message = {"item": number, "response": {"chosen": chosen}, "client_id": str(client_id or uuid4()), "seen": 99}
    answered = client.post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    return answered.status_code, answered.json()


def right(attempt: Attempt, number: int) -> list[str]:
    return right_ids(attempt.items.get(number=number))


def test_it_is_kept_once_and_changes_no_result(cast: Cast, closed: Attempt, client_of: ClientOf) -> None:
    client, client_id = client_of(cast.learner), uuid4()
    for _ in range(3):
        status, told = send(client, closed, 1, right(closed, 1), client_id)
        assert (status, told["error"], told["kept"]) == (403, "closed", 1)
    row = LateAnswer.objects.get()
    assert (row.attempt, row.item.number, row.response) == (closed, 1, {"chosen": right(closed, 1)})
    after = Attempt.objects.get()
    assert (after.percent, after.result) == (closed.percent, closed.result)
    assert not closed.steps.filter(response=row.response, item=row.item).exists()


def test_the_learner_is_told_how_many(cast: Cast, closed: Attempt, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    assert "arrived after the end" not in client.get(f"{closed.get_absolute_url()}result/").content.decode()
    for number in (1, 2):
        send(client, closed, number, right(closed, number))
    assert "2 of your answers arrived after the end." in client.get(f"{closed.get_absolute_url()}result/").content.decode()


def test_a_page_that_comes_too_late_is_kept_and_said(cast: Cast, closed: Attempt, client_of: ClientOf) -> None:
    form = {"page": 1, "seen-1": 99, "seen-2": 99, "seen-5": 99, "item-1": right(closed, 1)[0], "item-2": right(closed, 2)[0]}
    page = {**form, "item-5": right(closed, 5)[0]}  # the last says nothing new
    client = client_of(cast.learner)
    for _ in range(2):
        told = client.post(f"{closed.get_absolute_url()}save/", page, follow=True).content.decode()
        assert "2 of your answers arrived too late. They are kept, but they do not count." in told
    assert list(LateAnswer.objects.values_list("item__number", flat=True)) == [1, 2]


def test_a_page_with_nothing_new_is_told_so(cast: Cast, closed: Attempt, client_of: ClientOf) -> None:
    page = {"page": 1, "seen-1": 99, "item-1": wrong_ids(closed.items.get(number=1))[0]}
    told = client_of(cast.learner).post(f"{closed.get_absolute_url()}save/", page, follow=True).content.decode()
    assert "Nothing on this page was new" in told
    assert not LateAnswer.objects.exists()


def test_what_comes_after_the_time_and_before_more_of_it_can_be_saved_then(
    cast: Cast, attempt: Attempt, client_of: ClientOf, now: datetime
) -> None:
    client, client_id = client_of(cast.learner), uuid4()
    Attempt.objects.filter(pk=attempt.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    assert send(client, attempt, 1, right(attempt, 1), client_id)[0] == 403
    attempt.refresh_from_db()
    extend_attempt(attempt=attempt, minutes=5, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    assert send(client, attempt, 1, right(attempt, 1), client_id)[0] == 200
    result = submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner).result
    assert result is not None
    assert result["score"] == 3


def test_nobody_floods_the_table(cast: Cast, closed: Attempt, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late, "MOST_KEPT", 3)
    client, both = client_of(cast.learner), [right(closed, 1), wrong_ids(closed.items.get(number=1))[1:2]]
    for number in range(8):
        send(client, closed, 1, both[number % 2])
    assert LateAnswer.objects.count() == 3


def test_nobody_sends_late_answers_to_the_attempt_of_another(cast: Cast, closed: Attempt, client_of: ClientOf) -> None:
    message = {"item": 1, "response": {"chosen": []}, "client_id": str(uuid4()), "seen": 0}
    answered = client_of(cast.comrade).post(f"{closed.get_absolute_url()}answer/", message, content_type="application/json")
    assert answered.status_code == 404
