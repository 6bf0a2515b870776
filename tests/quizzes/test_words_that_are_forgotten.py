"""Steps never change, but for words that must be forgotten: those of an open answer, and the name of somebody who was erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from people.erasure.services import erase_person
from people.retention.services import apply_retention
from quizzes.corrections.services import propose_amendment, propose_withdrawal
from quizzes.hand_marking.services import mark_answer
from quizzes.models import Attempt, Correction, Marking, Step
from quizzes.services import save_answer, submit_attempt
from quizzes.timing import pause_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids, wrong_ids
from tests.quizzes.corrections.conftest import approved, stands

YEARS = timedelta(days=6 * 365)
WORDS = "By asking the elders of the village."


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    """An open answer with all its points, a right choice and a wrong one."""
    bank = make_bank("open", "Open")
    for kind in ("open-answer", "single", "single"):
        make_item(bank, kind=kind)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 3)], title="Open", pass_mark=60))
    open_one = attempt.items.get(version__kind="open-answer")
    right, wrong = attempt.items.filter(version__kind="single")
    text = {"response": {"text": WORDS}, "client_id": uuid4(), "seen_sequence": 0}
    save_answer(attempt=attempt, number=open_one.number, at=now, by=cast.learner, **text)  # type: ignore[arg-type]
    answer(attempt, right.number, right_ids(right), now)
    answer(attempt, wrong.number, wrong_ids(wrong)[:1], now)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    mark_answer(marking=Marking.objects.get(), points=[2, 2], comment="", by=cast.trainer, at=now)
    return Attempt.objects.get(pk=attempt.pk)


def words_of_steps() -> str:
    return " ".join(str(each) for each in Step.objects.values_list("response", "detail"))


def test_an_erased_person_leaves_no_words_of_an_open_answer(cast: Cast, attempt: Attempt, now: datetime) -> None:
    erase_person(person=cast.learner, by=cast.administrator, why="asked", at=timezone.now())
    assert WORDS not in words_of_steps()
    assert Step.objects.filter(response__isnull=False).count() == 2, "what was chosen stays as figures of the questions"


def test_they_go_after_five_years_and_their_points_stay(cast: Cast, attempt: Attempt, now: datetime) -> None:
    apply_retention(at=now + YEARS)
    assert WORDS not in words_of_steps()
    wrong = next(int(number) for number, share in attempt.result["fractions"].items() if not share)  # type: ignore[index]
    version = attempt.items.get(number=wrong).version
    withdrawal = propose_withdrawal(version=version, reason="Wrong.", by=cast.trainer, at=now + YEARS)
    approved(withdrawal, cast.administrator, now + YEARS)
    assert (str(attempt.percent), stands(attempt)) == ("66.67", ("100.00", True))


def test_the_words_of_an_amended_answer_go_as_well(cast: Cast, attempt: Attempt, now: datetime) -> None:
    item, more = attempt.items.get(version__kind="open-answer"), f"{WORDS} And by looking."
    amendment = propose_amendment(item=item, after={"response": {"text": more}}, reason="Late.", by=cast.trainer, at=now)
    approved(amendment, cast.administrator, now)
    erase_person(person=cast.learner, by=cast.administrator, why="asked", at=timezone.now())
    kept = Correction.objects.get()
    assert (kept.key_before, kept.key_after) == ({"response": None}, {"response": None})
    assert stands(attempt) == ("66.67", True)


def test_a_name_in_the_reason_of_a_pause_is_struck_out(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.comrade, ground.quiz)
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.trainer, reason="Amina Diallo was unwell.")
    erase_person(person=cast.learner, by=cast.administrator, why="asked", at=timezone.now())
    assert Step.objects.get().detail == {"minutes": 0, "reason": "— was unwell."}


@pytest.mark.parametrize(
    "values",
    [
        {"response": None},
        {"response": {"chosen": []}},
        {"detail": {"reason": "Another."}},
        {"response": {"text": "— said so."}, "kind": Step.Kind.SHOW},
    ],
)
def test_nothing_else_of_a_step_changes(attempt: Attempt, values: dict[str, object]) -> None:
    before = list(Step.objects.values())
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Step.objects.exclude(item__version__kind="open-answer").update(**values)
    assert list(Step.objects.values()) == before
