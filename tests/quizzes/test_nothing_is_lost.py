"""Browsers, connections, sessions and the server die at seeded moments of examinations under load; nothing acknowledged is lost.

benchmarks/loss.py does the same two hundred times.
"""

import pytest

from benchmarks.loss import KINDS, Pace, trial
from benchmarks.mortal_server import mortal_server
from courses.models import Completion
from quizzes.models import Attempt
from tests.factories.people import UserFactory
from tests.factories.quizzes import make_items
from tests.quizzes.conftest import Ground

EXAMINATIONS, KILLS_EACH, SEED = 5, 4, 7


@pytest.mark.django_db(transaction=True)
def test_twenty_deaths_lose_no_acknowledged_answer_and_every_attempt_is_finished(ground: Ground) -> None:
    make_items(ground.bank, 7)
    row = ground.quiz.blueprint.get()
    row.count = 12
    row.save()
    people = UserFactory.create_batch(EXAMINATIONS)
    with mortal_server() as server:
        found = trial(server, f"/quiz/start/{ground.quiz.pk}/", people, Pace(SEED, KILLS_EACH, EXAMINATIONS))
    assert found.faults == []
    assert (found.attempts, found.killed, set(found.kills)) == (EXAMINATIONS, EXAMINATIONS * KILLS_EACH, set(KINDS))
    assert found.acknowledged >= EXAMINATIONS * 12
    assert Attempt.objects.submitted().count() == EXAMINATIONS
    assert Completion.objects.count() == Attempt.objects.filter(passed=True).count()
