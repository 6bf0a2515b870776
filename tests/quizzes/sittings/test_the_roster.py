"""One page says who has begun, where they are and when they were last heard of; the record can be printed and signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from people.models import User
from quizzes.models import Attempt, Sitting, SittingEvent
from quizzes.sittings.contact import note_contact
from quizzes.sittings.reading import read_roster
from quizzes.sittings.services import change_time, close_sitting, open_sitting
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.quizzes.conftest import Ground, answer, answer_all
from tests.quizzes.sittings.conftest import MINUTE, seated

ClientOf = Callable[[User | None], Client]


def test_it_says_who_is_where(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    attempt = seated(sitting, cast.learner, moment).attempt
    for number in (1, 3):
        answer(attempt, number, attempt.items.get(number=number).option_order[:1], moment + MINUTE)
    roster = read_roster(sitting, moment + MINUTE)
    assert [(place.learner, place.state) for place in roster.places] == [(cast.learner, "under-way"), (cast.comrade, "away")]
    place = roster.places[0]
    assert (place.answered, place.total, place.at_number, place.minutes_left) == (2, 5, 3, 39)
    assert place.heard_at == moment + MINUTE


def test_a_device_that_is_only_read_is_heard_of_too(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    attempt = seated(sitting, cast.learner, moment).attempt
    assert read_roster(sitting, moment + 4 * MINUTE).places[0].is_silent
    note_contact(attempt, moment + 3 * MINUTE)
    place = read_roster(sitting, moment + 4 * MINUTE).places[0]
    assert (place.heard_at, place.is_silent) == (moment + 3 * MINUTE, False)


def test_states_follow_what_happens(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    seat = seated(sitting, cast.learner, moment)

    def state(at: datetime) -> str:
        return read_roster(sitting, at).places[0].state

    assert state(moment + 41 * MINUTE) == "time-over"
    change_time(sitting=sitting, kind=SittingEvent.Kind.PAUSE, seat=seat, by=cast.trainer, at=moment + MINUTE)
    assert state(moment + 41 * MINUTE) == "paused"
    close_sitting(sitting=sitting, by=cast.trainer, at=moment + 2 * MINUTE)
    assert state(moment + 3 * MINUTE) == "handed-in"


def test_the_page_refreshes_itself_with_and_without_a_script(cast: Cast, sitting: Sitting, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    page = client.get(sitting.get_absolute_url()).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page and "js/refresh.js" in page
    still = client.get(sitting.get_absolute_url() + "?still").content.decode()
    assert 'http-equiv="refresh"' not in still and "js/refresh.js" not in still
    assert sitting.grouped_code in client.get(sitting.get_absolute_url() + "wall/").content.decode()


def test_through_the_pages_from_opening_to_the_record(
    cast: Cast, ground: Ground, alpha_class: object, client_of: ClientOf, moment: datetime
) -> None:
    client = client_of(cast.trainer)
    url = client.post(f"/quiz/sittings/classes/{alpha_class.pk}/open/", {"quiz": ground.quiz.pk})["Location"]  # type: ignore[attr-defined]
    sitting = Sitting.objects.get()
    seat = seated(sitting, cast.learner, sitting.opened_at)
    answer_all(seat.attempt, sitting.opened_at)
    client.post(f"{url}pause/")
    client.post(f"{url}resume/", {"seat": seat.pk})
    client.post(f"{url}resume/")
    more = {"minutes": 5, "client_id": uuid4()}
    assert client.post(f"{url}time/{seat.pk}/", more | {"reason": ""}).status_code == 200
    client.post(f"{url}time/{seat.pk}/", more | {"reason": "A device failed"})
    client.post(f"{url}close/")
    Attempt.objects.filter(seat=seat).update(paused_at=moment)  # ten seconds later
    client.post(f"{url}close/", {"note": "A power cut at the start."})
    record = client.get(f"{url}record/").content.decode()
    for shown in ("A device failed", "A power cut at the start.", "Signature of the invigilator", cast.comrade.name):
        assert shown in record
    kinds = [(event.kind, event.seat_id) for event in sitting.events.all()]
    assert kinds == [("pause", None), ("resume", seat.pk), ("resume", None), ("extend", seat.pk), ("pause", None)]


def test_another_class_and_another_quiz_stay_closed(cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime) -> None:
    trainer = UserFactory(name="Other trainer")
    trainer.groups.set(cast.trainer.groups.all())
    for path in ("", "wall/", "record/", "close/", "time/"):
        assert client_of(trainer).get(sitting.get_absolute_url() + path).status_code == 404
    assert client_of(trainer).post(sitting.get_absolute_url() + "pause/").status_code == 404


def test_a_class_has_one_open_sitting_of_a_quiz(cast: Cast, ground: Ground, sitting: Sitting, moment: datetime) -> None:
    again = open_sitting(training_class=sitting.training_class, quiz=ground.quiz, by=cast.administrator, at=moment)
    assert again == sitting


@pytest.mark.parametrize("seat", ["999999", "x"])
def test_a_seat_of_no_sitting_is_not_found(cast: Cast, sitting: Sitting, client_of: ClientOf, seat: str) -> None:
    assert client_of(cast.trainer).post(f"{sitting.get_absolute_url()}pause/", {"seat": seat}).status_code == 404


def test_the_record_names_whose_answers_arrived_after_the_end(
    cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime
) -> None:
    attempt = seated(sitting, cast.learner, moment).attempt
    close_sitting(sitting=sitting, by=cast.trainer, at=moment + MINUTE)
    page = f"{sitting.get_absolute_url()}record/"
    assert "Arrived after the end" not in client_of(cast.trainer).get(page).content.decode()
    for number in (2, 4):
        chosen = attempt.items.get(number=number).option_order[:1]
        message = {"item": number, "response": {"chosen": chosen}, "client_id": str(uuid4()), "seen": 0}
        client_of(cast.learner).post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    record = client_of(cast.trainer).get(page).content.decode()
    assert "Arrived after the end" in record
    assert re.findall(r">question (\d)</a>", record) == ["2", "4"]
