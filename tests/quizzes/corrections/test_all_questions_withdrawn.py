"""Nobody fails on an empty sheet: where every question of an attempt is withdrawn, they count as they did before."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from quizzes.corrections.services import propose_withdrawal
from quizzes.hand_marking.services import mark_answer
from quizzes.models import Attempt, ItemVersion, Marking
from quizzes.services import save_answer, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids
from tests.quizzes.corrections.conftest import HOUR, REASON, approved, stands


def begun(kind: str, cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """A quiz of one question."""
    bank = make_bank("one", "One")
    make_item(bank, kind=kind)
    return begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="One", pass_mark=80))


def withdraw(cast: Cast, at: datetime) -> None:
    approved(propose_withdrawal(version=ItemVersion.objects.get(), reason=REASON, by=cast.trainer, at=at), cast.administrator, at)


def test_an_open_answer_that_waits_has_the_result_of_its_points(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begun("open-answer", cast, ground, begin)
    deed = {"client_id": uuid4(), "seen_sequence": 0, "at": now, "by": cast.learner}
    save_answer(attempt=attempt, number=1, response={"text": "By asking."}, **deed)  # type: ignore[arg-type]
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    withdraw(cast, now + HOUR)
    assert Attempt.objects.get().passed is None
    marking = Marking.objects.open().get()
    mark_answer(marking=marking, points=[2, 2], comment="", by=cast.trainer, at=now + 2 * HOUR)
    assert stands(attempt) == ("100.00", True)


def test_what_is_handed_in_after_it_is_marked_by_the_key_it_had(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begun("single", cast, ground, begin)
    answer(attempt, 1, right_ids(attempt.items.get()), now)
    withdraw(cast, now + HOUR)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now + HOUR, by=cast.learner)
    assert stands(attempt) == ("100.00", True)
