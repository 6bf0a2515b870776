"""Each answer is an appended step: sent twice it is written once, and no page overwrites what it has not seen."""

from datetime import datetime
from uuid import uuid4

import pytest

from quizzes.kinds import ResponseRefused
from quizzes.models import Attempt, AttemptItem, Step
from quizzes.record import Answer, Saved
from quizzes.refusals import AttemptClosed, StaleAnswer
from quizzes.services import save_answer, save_answers, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    return begin(cast.learner, ground.quiz)


def options(attempt: Attempt, number: int = 1) -> list[str]:
    return attempt.items.get(number=number).option_order


def save_page(attempt: Attempt, at: datetime, seen: int, chosen: dict[int, list[str]]) -> Saved:
    """A whole page, as its form posts it."""
    answers = [
        Answer(number, lambda _kind, _content, given=given: {"chosen": given}, uuid4(), seen, is_whole_page=True)
        for number, given in chosen.items()
    ]
    return save_answers(attempt=attempt, answers=answers, at=at, by=attempt.enrolment.learner)


def test_answers_are_appended_and_the_last_one_counts(attempt: Attempt, now: datetime) -> None:
    first, second, *_ = options(attempt)
    assert [answer(attempt, 1, [each], now) for each in (first, second, first)] == [1, 2, 3]
    steps = attempt.steps.filter(item__number=1)
    assert [step.response for step in steps] == [{"chosen": [first]}, {"chosen": [second]}, {"chosen": [first]}]
    assert {step.actor for step in steps} == {attempt.enrolment.learner}


def test_sending_an_answer_again_writes_it_once(attempt: Attempt, now: datetime) -> None:
    first, second, *_ = options(attempt)
    sent = {"attempt": attempt, "number": 1, "client_id": uuid4(), "seen_sequence": 0, "at": now, "by": attempt.enrolment.learner}
    assert save_answer(response={"chosen": [first]}, **sent) == 1
    answer(attempt, 1, [second], now)
    assert save_answer(response={"chosen": [first]}, **sent) == 1
    assert attempt.steps.count() == 2


def test_the_same_answer_from_two_pages_is_no_conflict(attempt: Attempt, now: datetime) -> None:
    first = options(attempt)[0]
    assert answer(attempt, 1, [first], now, seen=0) == 1
    assert answer(attempt, 1, [first], now, seen=0) == 1
    assert attempt.steps.count() == 1


def test_a_stale_page_does_not_overwrite_and_gets_both_answers(attempt: Attempt, now: datetime) -> None:
    first, second, *_ = options(attempt)
    answer(attempt, 1, [first], now, seen=0)
    with pytest.raises(StaleAnswer) as refusal:
        answer(attempt, 1, [second], now, seen=0)
    conflict = refusal.value.conflict
    assert (conflict.number, conflict.saved.response, conflict.given) == (1, {"chosen": [first]}, {"chosen": [second]})
    assert attempt.steps.count() == 1


def test_another_question_is_never_stale(attempt: Attempt, now: datetime) -> None:
    answer(attempt, 1, options(attempt)[:1], now, seen=0)
    assert answer(attempt, 2, options(attempt, 2)[:1], now, seen=0) == 2


def test_a_page_saves_what_it_can_and_names_what_is_stale(attempt: Attempt, now: datetime) -> None:
    answer(attempt, 1, options(attempt)[:1], now)
    saved = save_page(attempt, now, 0, {n: options(attempt, n)[1:2] for n in (1, 2, 3)})
    assert saved.sequences == {2: 2, 3: 3}
    assert [conflict.number for conflict in saved.conflicts] == [1]


def test_what_a_page_left_as_it_was_shown_says_nothing(attempt: Attempt, now: datetime) -> None:
    first, second, *_ = options(attempt)
    answer(attempt, 1, [first], now)
    answer(attempt, 1, [second], now)
    saved = save_page(attempt, now, 1, {1: [first], 2: []})
    assert not saved.conflicts
    assert attempt.steps.count() == 2


def test_ticks_can_be_taken_back(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    bank = make_bank("ticks", "Ticks")
    make_item(bank, kind="multiple")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)]))
    answer(attempt, 1, options(attempt)[:2], now)
    assert save_page(attempt, now, 1, {1: []}).sequences == {1: 2}
    assert attempt.steps.get(sequence=2).response == {"chosen": []}


def test_an_id_serves_one_answer_only(attempt: Attempt, now: datetime) -> None:
    sent = {"attempt": attempt, "client_id": uuid4(), "seen_sequence": 0, "at": now, "by": attempt.enrolment.learner}
    save_answer(number=1, response={"chosen": options(attempt)[:1]}, **sent)
    with pytest.raises(ResponseRefused):
        save_answer(number=2, response={"chosen": options(attempt, 2)[:1]}, **sent)


def test_an_answer_that_does_not_fit_is_named_and_the_others_are_saved(attempt: Attempt, now: datetime) -> None:
    saved = save_page(attempt, now, 0, {1: options(attempt)[:1], 2: ["nonsense"], 77: []})
    assert saved.sequences == {1: 1}
    assert [(refused.number, refused.given) for refused in saved.refused] == [(2, {"chosen": ["nonsense"]})]


@pytest.mark.parametrize("response", [{}, {"chosen": ["x"]}, {"chosen": [], "passed": True}])
def test_a_response_that_does_not_fit_is_refused(attempt: Attempt, now: datetime, response: dict) -> None:
    with pytest.raises(ResponseRefused):
        save_answer(
            attempt=attempt,
            number=2,
            response=response,
            client_id=uuid4(),
            seen_sequence=0,
            at=now,
            by=attempt.enrolment.learner,
        )
    assert not attempt.steps.exists()


def test_a_question_that_was_not_drawn_cannot_be_answered(attempt: Attempt, now: datetime) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        answer(attempt, 6, [], now)


def test_after_handing_in_nothing_is_written(attempt: Attempt, now: datetime) -> None:
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=attempt.enrolment.learner)
    with pytest.raises(AttemptClosed):
        answer(attempt, 1, options(attempt)[:1], now)
    assert Step.objects.filter(kind="answer").count() == 0
