"""An open question that is withdrawn keeps nobody waiting; once it counts again, what was answered to it is marked."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from courses.models import Completion
from quizzes.corrections.forms import ProposalForm
from quizzes.corrections.services import propose_reversal, propose_withdrawal
from quizzes.hand_marking.permissions import visible_markings
from quizzes.hand_marking.services import mark_answer
from quizzes.models import Attempt, Correction, ItemVersion, Marking, QuizPage
from quizzes.services import save_answer, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids
from tests.quizzes.corrections.conftest import HOUR, REASON, approved, stands


@pytest.fixture
def quiz(ground: Ground) -> QuizPage:
    """One open question and one to choose, of which each is half."""
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    make_item(bank)
    return make_quiz(ground.module, [(bank, None, 2)], title="Open", pass_mark=80)


def handed_in(attempt: Attempt, at: datetime) -> Attempt:
    """With a text to the open question, and the right choice."""
    learner = attempt.enrolment.learner
    choice, open_one = (attempt.items.get(version__kind=kind) for kind in ("single", "open-answer"))
    answer(attempt, choice.number, right_ids(choice), at)
    text = {"response": {"text": "By asking."}, "client_id": uuid4(), "seen_sequence": 9}
    save_answer(attempt=attempt, number=open_one.number, at=at, by=learner, **text)  # type: ignore[arg-type]
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=learner)


def withdrawn(cast: Cast, at: datetime) -> Correction:
    version = ItemVersion.objects.get(kind="open-answer")
    return approved(propose_withdrawal(version=version, reason=REASON, by=cast.trainer, at=at), cast.administrator, at)


def taken_back(correction: Correction, cast: Cast, at: datetime) -> None:
    back = propose_reversal(correction=correction, reason="It was right.", by=cast.trainer, at=at)
    approved(back, cast.administrator, at)


def test_who_waits_for_its_mark_alone_has_the_result(cast: Cast, quiz: QuizPage, begin: Begin, now: datetime) -> None:
    attempt = handed_in(begin(cast.learner, quiz), now)
    assert attempt.passed is None
    withdrawn(cast, now + HOUR)
    assert stands(attempt) == ("100.00", True)
    assert Completion.objects.get().completed_at == now + HOUR


def test_what_was_handed_in_meanwhile_is_marked_once_it_counts_again(
    cast: Cast, quiz: QuizPage, begin: Begin, now: datetime
) -> None:
    handed_in(begin(cast.comrade, quiz), now)
    under_way = begin(cast.learner, quiz)
    correction = withdrawn(cast, now + HOUR)
    attempt = handed_in(under_way, now + HOUR)
    assert stands(attempt) == ("100.00", True)
    taken_back(correction, cast, now + 2 * HOUR)
    assert stands(attempt) == ("100.00", True), "until its points are there it costs nothing"
    marking = Marking.objects.get(item__attempt=attempt)
    mark_answer(marking=marking, points=[1, 0], comment="", by=cast.trainer, at=now + 3 * HOUR)
    assert stands(attempt) == ("62.50", False)
    attempt.refresh_from_db()
    assert str(attempt.percent) == "100.00", "the first result is never overwritten"


def test_an_open_answer_has_no_other_key_to_be_marked_by(cast: Cast, quiz: QuizPage, begin: Begin, now: datetime) -> None:
    """Under a rubric that was changed in the bank its points would fit nothing."""
    handed_in(begin(cast.learner, quiz), now)
    fields = ProposalForm(version=ItemVersion.objects.get(kind="open-answer")).fields
    assert [deed for deed, _words in fields["deed"].choices] == ["withdraw"]  # type: ignore[attr-defined]


def test_nobody_is_asked_to_mark_what_counts_for_nobody(cast: Cast, quiz: QuizPage, begin: Begin, now: datetime) -> None:
    handed_in(begin(cast.learner, quiz), now)
    assert visible_markings(cast.trainer).open().count() == 1
    correction = withdrawn(cast, now + HOUR)
    assert not visible_markings(cast.trainer).open().exists()
    taken_back(correction, cast, now + 2 * HOUR)
    assert visible_markings(cast.trainer).open().count() == 1
