"""Nobody floods the record: a question takes a hundred answers, the last one stands, and the quiz goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from people.models import User
from quizzes.kinds import ResponseRefused
from quizzes.kinds.interface import Plain
from quizzes.models import Attempt, Step
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.emptying import thawed
from tests.quizzes.conftest import Begin, Ground, answer, right_ids, wrong_ids

ClientOf = Callable[[User | None], Client]
MOST_ANSWERS = Plain.most_answers
FULL = f"You have answered this question {MOST_ANSWERS} times. It takes no more answers; the last one that was saved counts."


@pytest.fixture
def flooded(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    """The first question was answered as often as it may be, the right answer last."""
    attempt = begin(cast.learner, ground.quiz)
    item = attempt.items.select_related("version").get(number=1)
    both = [wrong_ids(item)[:1], right_ids(item)]
    Step.objects.bulk_create(
        Step(
            attempt=attempt,
            sequence=number,
            client_id=uuid4(),
            kind=Step.Kind.ANSWER,
            item=item,
            response={"chosen": both[number % 2 == 0]},
            at=now,
            actor=cast.learner,
        )
        for number in range(1, MOST_ANSWERS + 1)
    )
    return attempt


def wrong(attempt: Attempt, number: int = 1) -> list[str]:
    return wrong_ids(attempt.items.select_related("version").get(number=number))[:1]


def test_the_limit_is_generous() -> None:
    assert MOST_ANSWERS >= 100


def test_the_last_answer_that_fits_is_taken(flooded: Attempt, now: datetime) -> None:
    with thawed():
        Step.objects.get(sequence=MOST_ANSWERS).delete()
    assert answer(flooded, 1, right_ids(flooded.items.select_related("version").get(number=1)), now) == MOST_ANSWERS


def test_one_more_is_refused_with_its_reason_and_nothing_is_written(flooded: Attempt, now: datetime) -> None:
    with pytest.raises(ResponseRefused) as told:
        answer(flooded, 1, wrong(flooded), now)
    assert str(told.value) == FULL
    assert Step.objects.count() == MOST_ANSWERS


def test_what_was_saved_is_acknowledged_when_it_is_sent_again(flooded: Attempt, now: datetime) -> None:
    right = right_ids(flooded.items.select_related("version").get(number=1))
    assert answer(flooded, 1, right, now) == MOST_ANSWERS


def test_other_questions_take_answers_still(flooded: Attempt, now: datetime) -> None:
    assert answer(flooded, 2, wrong(flooded, 2), now) == MOST_ANSWERS + 1


def test_the_last_answer_counts_when_it_is_handed_in(flooded: Attempt, cast: Cast, now: datetime) -> None:
    with pytest.raises(ResponseRefused):
        answer(flooded, 1, wrong(flooded), now)
    handed_in = submit_attempt(attempt=flooded, client_id=uuid4(), at=now, by=cast.learner)
    assert handed_in.result is not None
    assert handed_in.result["score"] == 1


def test_the_script_is_told(flooded: Attempt, cast: Cast, client_of: ClientOf) -> None:
    body = {"item": 1, "response": {"chosen": wrong(flooded)}, "client_id": str(uuid4()), "seen": MOST_ANSWERS}
    told = client_of(cast.learner).post(f"{flooded.get_absolute_url()}answer/", body, content_type="application/json")
    assert (told.status_code, told.json()) == (400, {"error": "refused", "message": FULL})


def test_the_form_says_so_shows_what_is_saved_and_goes_on(flooded: Attempt, cast: Cast, client_of: ClientOf) -> None:
    client, save = client_of(cast.learner), f"{flooded.get_absolute_url()}save/"
    seen = {"seen-1": str(MOST_ANSWERS), "seen-2": str(MOST_ANSWERS), "page": "1"}
    told = client.post(save, seen | {"item-1": wrong(flooded), "item-2": wrong(flooded, 2)})
    assert told.status_code == 422
    assert FULL in told.content.decode()
    first, second = told.context["sheet"].shown[:2]
    assert [option.id for option in first.view if option.is_chosen] == right_ids(
        flooded.items.select_related("version").get(number=1)
    )
    assert second.is_answered
    again = seen | {"seen-1": str(first.seen), "seen-2": str(second.seen), "item-2": wrong(flooded, 2)}
    chosen = [option.id for option in first.view if option.is_chosen]
    assert client.post(save, again | {"item-1": chosen}).status_code == 302
