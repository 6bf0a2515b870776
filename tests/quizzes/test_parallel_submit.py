"""Eight hands press “Hand in” at the same moment: marked once, one line in the ledger."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from courses.models import Completion
from quizzes.models import Attempt, ItemVersion, Step
from quizzes.services import start_attempt, submit_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer_all

HANDS = 8


def at_once(deed: object) -> list[object]:
    """Runs the deed in eight threads that set off together, each on its own connection."""
    barrier = Barrier(HANDS)

    def run(_hand: int) -> object:
        try:
            barrier.wait()
            return deed()  # type: ignore[operator]
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(run, range(HANDS)))


@pytest.mark.django_db(transaction=True)
def test_eight_parallel_submits_mark_once(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now)
    results = at_once(lambda: submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner).result)
    assert all(result == results[0] for result in results)
    assert Step.objects.filter(attempt=attempt, kind="submit").count() == 1
    assert Completion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_parallel_starts_open_one_attempt(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    from courses.services import enrol_learner

    enrolment = enrol_learner(learner=cast.learner, course=ground.course, at=now)
    opened = at_once(lambda: start_attempt(enrolment=enrolment, quiz=ground.quiz, at=now).pk)
    assert len(set(opened)) == Attempt.objects.count() == 1
    assert ItemVersion.objects.count() == 5
