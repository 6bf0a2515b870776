"""A whole quiz in a browser without JavaScript: start, answer two pages, review, hand in, result."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from people.models import User
from quizzes.models import Attempt, QuizPage
from tests.conftest import Cast
from tests.factories.quizzes import make_items
from tests.quizzes.conftest import Ground, right_ids

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def long_quiz(ground: Ground) -> QuizPage:
    make_items(ground.bank, 7, kind="multiple")
    row = ground.quiz.blueprint.get()
    row.count = 12
    ground.quiz.blueprint = [row]
    ground.quiz.save()
    return ground.quiz


def posted(html: str, attempt: Attempt) -> dict[str, object]:
    """The form of the page with every right answer chosen."""
    seen = dict(re.findall(r'name="seen-(\d+)" value="(\d+)"', html))
    fields: dict[str, object] = {f"seen-{number}": value for number, value in seen.items()}
    fields["page"] = re.search(r'name="page" value="(\d+)"', html)[1]
    for item in attempt.items.select_related("version").filter(number__in=seen):
        fields[f"item-{item.number}"] = right_ids(item)
    return fields


def test_a_quiz_is_taken_without_javascript(cast: Cast, client_of: ClientOf, long_quiz: QuizPage, now: datetime) -> None:
    client = client_of(cast.learner)
    with time_machine.travel(now):
        assert b"Start the quiz" in client.get("/core-course/humane-treatment/module-quiz/").content
        started = client.post(f"/quiz/start/{long_quiz.pk}/")
        attempt = Attempt.objects.get()
        assert started.headers["Location"] == attempt.get_absolute_url()
        address = attempt.get_absolute_url()
        first = client.get(address)
        assert "Question 1 of 12" in first.content.decode()
        assert "Question 11 of 12" not in first.content.decode()
        on = client.post(f"{address}save/", posted(first.content.decode(), attempt))
        assert on.headers["Location"] == f"{address}?page=2"
        assert "2 questions have no answer yet" in client.get(f"{address}review/").content.decode()
        second = client.get(address)
        assert "Question 11 of 12" in second.content.decode()
        on = client.post(f"{address}save/", posted(second.content.decode(), attempt))
        assert on.headers["Location"] == f"{address}review/"
        assert "All 12 questions are answered" in client.get(f"{address}review/").content.decode()
        done = client.post(f"{address}submit/")
        result = client.get(done.headers["Location"]).content.decode()
    assert "Passed" in result
    assert "100 %" in result


def test_every_page_of_an_attempt_is_never_stored(cast: Cast, client_of: ClientOf, ground: Ground) -> None:
    client = client_of(cast.learner)
    started = client.post(f"/quiz/start/{ground.quiz.pk}/")
    address = Attempt.objects.get().get_absolute_url()
    answers = [
        started,
        client.get(address),
        client.get(f"{address}review/"),
        client.post(f"{address}save/"),
        client.post(f"{address}answer/", "{}", content_type="application/json"),
        client.post(f"{address}submit/"),
        client.get(f"{address}result/"),
    ]
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


@pytest.mark.parametrize("tail", ["", "review/", "result/"])
def test_the_attempt_of_another_person_is_not_found(cast: Cast, client_of: ClientOf, ground: Ground, tail: str) -> None:
    client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/")
    address = Attempt.objects.get().get_absolute_url()
    assert client_of(cast.comrade).get(f"{address}{tail}").status_code == 404
    assert client_of(cast.commander).get(f"{address}{tail}").status_code == 404
    assert client_of(cast.administrator).get(f"{address}{tail}").status_code == 404


@pytest.mark.parametrize("tail", ["save/", "answer/", "submit/"])
def test_nobody_writes_into_the_attempt_of_another_person(cast: Cast, client_of: ClientOf, ground: Ground, tail: str) -> None:
    client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/")
    attempt = Attempt.objects.get()
    assert client_of(cast.comrade).post(f"{attempt.get_absolute_url()}{tail}").status_code == 404
    assert not attempt.steps.exists()


def test_the_result_is_not_there_before_the_end(cast: Cast, client_of: ClientOf, ground: Ground) -> None:
    client = client_of(cast.learner)
    client.post(f"/quiz/start/{ground.quiz.pk}/")
    address = Attempt.objects.get().get_absolute_url()
    assert client.get(f"{address}result/").headers["Location"] == address


def test_reading_changes_nothing(cast: Cast, client_of: ClientOf, ground: Ground) -> None:
    client = client_of(cast.learner)
    client.post(f"/quiz/start/{ground.quiz.pk}/")
    attempt = Attempt.objects.get()
    for tail in ("", "?page=2", "review/", "result/", "submit/"):
        client.get(f"{attempt.get_absolute_url()}{tail}")
    client.get(f"/quiz/start/{ground.quiz.pk}/")
    assert Attempt.objects.get().submitted_at is None
    assert not attempt.steps.exists()
