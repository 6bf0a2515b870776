"""In whatever order and number the messages of a device arrive, the attempt is the same in the end."""

from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models import Attempt
from quizzes.record import read_record
from quizzes.refusals import StaleAnswer
from quizzes.services import save_answer, submit_attempt
from tests.conftest import NOW, Cast
from tests.quizzes.conftest import Begin, Ground

# Which option of which question is given, in this order, by one device.
givings = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), min_size=1, max_size=12)


class Undo(Exception):
    """Takes an example's steps back."""


class Device:
    """Sends the next answer to a question only when the one before was acknowledged, as quiz-save.js does."""

    def __init__(self, attempt: Attempt, given: list[tuple[int, int]]) -> None:
        self.attempt = attempt
        self.orders = {item.number: item.option_order for item in attempt.items.all()}
        self.waiting: dict[int, list[tuple[UUID, str]]] = {}
        for number, place in given:
            self.waiting.setdefault(number, []).append((uuid4(), self.orders[number][place]))
        self.last = {number: messages[-1][1] for number, messages in self.waiting.items()}
        self.seen = dict.fromkeys(self.orders, 0)
        self.sent: list[tuple[int, UUID, str, int]] = []

    def send(self, number: int, lost: bool) -> None:
        """The head of the queue of a question; a lost acknowledgement leaves it there."""
        client_id, option = self.waiting[number][0]
        sequence = self.deliver(number, client_id, option, self.seen[number])
        self.sent.append((number, client_id, option, self.seen[number]))
        if not lost:
            self.waiting[number].pop(0)
            self.seen[number] = sequence

    def deliver(self, number: int, client_id: UUID, option: str, seen: int) -> int:
        learner = self.attempt.enrolment.learner
        return save_answer(
            attempt=self.attempt,
            number=number,
            response={"chosen": [option]},
            client_id=client_id,
            seen_sequence=seen,
            at=NOW,
            by=learner,
        )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=givings, data=st.data())
def test_resending_in_any_order_and_number_gives_the_same_attempt(
    cast: Cast, ground: Ground, begin: Begin, given: list[tuple[int, int]], data: st.DataObject
) -> None:
    with pytest.raises(Undo), transaction.atomic():
        attempt = begin(cast.learner, ground.quiz)
        device = Device(attempt, given)
        while open_ := [number for number, messages in device.waiting.items() if messages]:
            device.send(data.draw(st.sampled_from(open_)), lost=data.draw(st.booleans()) and len(device.sent) < 40)
            if device.sent and data.draw(st.booleans()):
                resend(device, data.draw(st.sampled_from(device.sent)))
        for message in data.draw(st.lists(st.sampled_from(device.sent), max_size=8)):
            resend(device, message)
        record = read_record(attempt)
        numbers = dict(attempt.items.values_list("number", "pk"))
        assert {n: record.response(numbers[n]) for n in device.last} == {n: {"chosen": [o]} for n, o in device.last.items()}
        submit_attempt(attempt=attempt, client_id=uuid4(), at=NOW, by=cast.learner)
        raise Undo


def resend(device: Device, message: tuple[int, UUID, str, int]) -> None:
    """A late copy: known and acknowledged again, or refused because something newer stands; never written."""
    before = device.attempt.steps.count()
    with suppress(StaleAnswer):
        device.deliver(*message)
    assert device.attempt.steps.count() == before
