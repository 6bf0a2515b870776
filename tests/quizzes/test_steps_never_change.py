"""The database itself keeps every step of an attempt as it is: no code can change or delete an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from quizzes.models import Attempt, Step
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer, answer_all, right_ids, wrong_ids

DEEDS: dict[str, Callable[[], object]] = {
    "update": lambda: Step.objects.update(kind=Step.Kind.SHOW),
    "save": lambda: [step.save() for step in Step.objects.all()],
    "delete": lambda: Step.objects.all()._raw_delete("default"),
}


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    begun = begin(cast.learner, ground.quiz)
    answer_all(begun, now)
    return begun


@pytest.mark.parametrize("deed", DEEDS)
def test_a_step_is_neither_changed_nor_deleted_by_any_code(attempt: Attempt, deed: str) -> None:
    before = list(Step.objects.values())
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        DEEDS[deed]()
    assert list(Step.objects.values()) == before


def test_steps_are_added_as_ever(attempt: Attempt, cast: Cast, now: datetime) -> None:
    first = attempt.items.select_related("version").get(number=1)
    answer(attempt, 1, wrong_ids(first)[:1], now)
    answer(attempt, 1, right_ids(first), now)
    assert submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner).passed
