"""The author takes the page away while somebody sits the quiz: the attempt goes on."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from people.models import User
from quizzes.models import Attempt, QuizPage
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer_all

ClientOf = Callable[[User | None], Client]


def test_an_unpublished_quiz_is_finished_all_the_same(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime
) -> None:
    attempt, client = begin(cast.learner, ground.quiz), client_of(cast.learner)
    answer_all(attempt, now)
    ground.quiz.unpublish()
    assert client.get(attempt.get_absolute_url()).status_code == 200
    assert client.get(f"{attempt.get_absolute_url()}review/").status_code == 200
    result = client.post(f"{attempt.get_absolute_url()}submit/", follow=True)
    assert "Passed" in result.content.decode()
    assert Attempt.objects.get().passed


def test_an_open_attempt_outlives_the_retirement_of_its_items(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf
) -> None:
    attempt = begin(cast.learner, ground.quiz)
    for item in ground.items:
        item.status, item.live = "retired", False
        item.save()
    assert "Question 5 of 5" in client_of(cast.learner).get(attempt.get_absolute_url()).content.decode()


def test_a_quiz_with_attempts_is_not_deleted(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf) -> None:
    begin(cast.learner, ground.quiz)
    told = client_of(cast.administrator).post(f"/admin/pages/{ground.quiz.pk}/delete/", follow=True)
    assert "Unpublish it instead" in told.content.decode()
    assert QuizPage.objects.filter(pk=ground.quiz.pk).exists()
    assert client_of(cast.learner).get(Attempt.objects.get().get_absolute_url()).status_code == 200
