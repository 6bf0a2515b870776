"""Two people sat one quiz of five; one item of it turns out to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from people.models import User
from quizzes.corrections.effects import effects_of, fingerprint
from quizzes.corrections.services import approve_correction
from quizzes.models import Attempt, Correction, ItemVersion
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_achievement
from tests.quizzes.conftest import Begin, Ground, answer, right_ids, wrong_ids

HOUR = timedelta(hours=1)
REASON = "Rule 12 says the opposite."
Sit = Callable[..., Attempt]


@pytest.fixture
def sit(begin: Begin, ground: Ground, now: datetime) -> Sit:
    """``sit(learner, wrong=[items])``: a handed-in attempt with every answer right but those to these items."""

    def _sit(learner: User, wrong: Iterable[int] = (), at: datetime = now) -> Attempt:
        attempt = begin(learner, ground.quiz, at)
        for item in attempt.items.select_related("version"):
            is_wrong = item.version.item_id in set(wrong)
            answer(attempt, item.number, wrong_ids(item)[:1] if is_wrong else right_ids(item), at)
        return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=learner)

    return _sit


@pytest.fixture
def earning(ground: Ground) -> None:
    """Passing the quiz earns a certificate."""
    ground.course.achievement = make_achievement()
    ground.course.save()


def version_of(item: object) -> ItemVersion:
    return ItemVersion.objects.get(item=item)


def approved(correction: Correction, by: User, at: datetime, revoke: Iterable[Attempt] = ()) -> Correction:
    seen = fingerprint(effects_of(correction))
    return approve_correction(correction=correction, by=by, at=at, seen=seen, revoke={attempt.pk for attempt in revoke})


def stands(attempt: Attempt) -> tuple[str, bool]:
    """Per cent and verdict as every page reads them now."""
    row = Attempt.objects.select_related("corrected").get(pk=attempt.pk)
    return str(row.standing.percent), bool(row.standing.passed)


@pytest.fixture
def second(cast: Cast) -> User:
    return cast.administrator
