"""One quiz for most tests: a module with five ready items, all of them drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import pytest

from courses.models import CoursePage, ModulePage
from courses.services import enrol_learner
from people.models import User
from quizzes.models import Attempt, AttemptItem, Item, ItemBank, QuizPage
from quizzes.services import save_answer, start_attempt
from tests.factories.courses import make_course, make_module
from tests.factories.quizzes import make_bank, make_items, make_quiz


@dataclass
class Ground:
    course: CoursePage
    module: ModulePage
    bank: ItemBank
    items: list[Item]
    quiz: QuizPage


@pytest.fixture
def ground(db: None) -> Ground:
    course = make_course()
    module = make_module(course)
    bank = make_bank()
    items = make_items(bank, 5)
    return Ground(course, module, bank, items, make_quiz(module, [(bank, None, 5)]))


Begin = Callable[..., Attempt]


@pytest.fixture
def begin(now: datetime) -> Begin:
    def _begin(learner: User, quiz: QuizPage, at: datetime = now) -> Attempt:
        course = CoursePage.objects.ancestor_of(quiz).get()
        return start_attempt(enrolment=enrol_learner(learner=learner, course=course, at=at), quiz=quiz, at=at)

    return _begin


def right_ids(item: AttemptItem) -> list[str]:
    return [each for each, share in item.version.answer_key["fractions"].items() if share > 0]


def wrong_ids(item: AttemptItem) -> list[str]:
    return [each for each, share in item.version.answer_key["fractions"].items() if share <= 0]


def answer_all(attempt: Attempt, at: datetime, wrong: int = 0) -> None:
    """Answers every item, the first ones wrongly."""
    for item in attempt.items.select_related("version").order_by("number"):
        chosen = wrong_ids(item)[:1] if item.number <= wrong else right_ids(item)
        answer(attempt, item.number, chosen, at)


def answer(attempt: Attempt, number: int, chosen: list[str], at: datetime, seen: int = 10_000) -> int:
    return save_answer(
        attempt=attempt,
        number=number,
        response={"chosen": chosen},
        client_id=uuid4(),
        seen_sequence=seen,
        at=at,
        by=attempt.enrolment.learner,
    )
