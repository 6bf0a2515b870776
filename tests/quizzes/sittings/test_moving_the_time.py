"""A power cut: paused and extended for all or for one, each as a step of the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from people.models import User
from quizzes.models import Attempt, Sitting, Step
from quizzes.models.sittings import SittingEvent
from quizzes.sittings.reading import read_sitting_record
from quizzes.sittings.services import SittingPaused, SittingRefused, change_time, close_sitting
from tests.conftest import Cast
from tests.quizzes.sittings.conftest import MINUTE, seated

ClientOf = Callable[[User | None], Client]
Kind = SittingEvent.Kind


def field_value(page: Any, name: str) -> str:
    """Of a hidden field, as its form would send it."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def deadlines() -> list[datetime | None]:
    return list(Attempt.objects.order_by("pk").values_list("deadline", flat=True))


def test_a_pause_for_all_gives_the_time_back(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    for user in (cast.learner, cast.comrade):
        seated(sitting, user, moment)
    deed = {"sitting": sitting, "by": cast.trainer}
    event = change_time(kind=Kind.PAUSE, at=moment + MINUTE, reason="Power cut", **deed)  # type: ignore[arg-type]
    assert event.people == 2
    assert Attempt.objects.filter(paused_at=moment + MINUTE).count() == 2
    change_time(kind=Kind.RESUME, at=moment + 16 * MINUTE, **deed)  # type: ignore[arg-type]
    assert deadlines() == [moment + 55 * MINUTE] * 2
    sitting.refresh_from_db()
    assert sitting.paused_at is None


def test_a_pause_for_one_leaves_the_others(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    one, other = (seated(sitting, user, moment) for user in (cast.learner, cast.comrade))
    change_time(sitting=sitting, kind=Kind.PAUSE, seat=one, by=cast.trainer, at=moment + MINUTE)
    assert [Attempt.objects.get(pk=seat.attempt_id).paused_at is None for seat in (one, other)] == [False, True]
    sitting.refresh_from_db()
    assert sitting.paused_at is None


def test_more_time_for_one_and_for_all(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    one = seated(sitting, cast.learner, moment)
    seated(sitting, cast.comrade, moment)
    deed = {"sitting": sitting, "kind": Kind.EXTEND, "by": cast.trainer, "at": moment + MINUTE}
    change_time(seat=one, minutes=5, reason="A device failed", **deed)  # type: ignore[arg-type]
    change_time(minutes=10, reason="Noise", **deed)  # type: ignore[arg-type]
    assert deadlines() == [moment + 55 * MINUTE, moment + 50 * MINUTE]
    steps = Step.objects.filter(kind=Step.Kind.EXTEND).order_by("attempt", "sequence")
    assert [step.detail["reason"] for step in steps] == ["A device failed", "Noise", "Noise"]
    assert {step.actor for step in steps} == {cast.trainer}


def test_nobody_begins_while_it_is_paused(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    change_time(sitting=sitting, kind=Kind.PAUSE, by=cast.trainer, at=moment)
    with pytest.raises(SittingPaused):
        seated(sitting, cast.learner, moment)


def test_for_one_who_handed_in_it_is_said(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    from uuid import uuid4

    from quizzes.services import submit_attempt

    seat = seated(sitting, cast.learner, moment)
    submit_attempt(attempt=seat.attempt, client_id=uuid4(), at=moment, by=cast.learner)
    with pytest.raises(SittingRefused, match="not under way"):
        change_time(sitting=sitting, kind=Kind.EXTEND, seat=seat, minutes=5, by=cast.trainer, at=moment)
    assert not sitting.events.exists()


def test_minutes_sent_five_times_are_given_once(cast: Cast, sitting: Sitting, moment: datetime, client_of: ClientOf) -> None:
    for user in (cast.learner, cast.comrade):
        seated(sitting, user, moment)
    client, address = client_of(cast.trainer), f"{sitting.get_absolute_url()}time/"
    form = {"minutes": 10, "reason": "Noise", "client_id": field_value(client.get(address), "client_id")}
    for _ in range(5):
        page = client.post(address, form, follow=True).content.decode()
    assert deadlines() == [moment + 50 * MINUTE] * 2
    assert sitting.events.count() == 1
    assert "It was not given twice" in page
    client.post(address, form | {"client_id": field_value(client.get(address), "client_id")})
    assert deadlines() == [moment + 60 * MINUTE] * 2, "another form gives other minutes"


def test_a_second_press_from_an_old_roster_moves_nothing(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    seated(sitting, cast.learner, moment)
    deed = {"sitting": sitting, "by": cast.trainer}
    change_time(kind=Kind.PAUSE, at=moment + MINUTE, **deed)  # type: ignore[arg-type]
    with pytest.raises(SittingRefused, match="paused already"):
        change_time(kind=Kind.PAUSE, at=moment + 2 * MINUTE, **deed)  # type: ignore[arg-type]
    sitting.refresh_from_db()
    assert sitting.paused_at == moment + MINUTE
    change_time(kind=Kind.RESUME, at=moment + 3 * MINUTE, **deed)  # type: ignore[arg-type]
    with pytest.raises(SittingRefused, match="not paused"):
        change_time(kind=Kind.RESUME, at=moment + 4 * MINUTE, **deed)  # type: ignore[arg-type]
    assert deadlines() == [moment + 42 * MINUTE]
    assert [event.people for event in sitting.events.all()] == [1, 1]


def test_who_was_paused_alone_stays_so_when_all_go_on(
    cast: Cast, sitting: Sitting, moment: datetime, client_of: ClientOf
) -> None:
    before, during = (seated(sitting, user, moment) for user in (cast.learner, cast.comrade))
    deed = {"sitting": sitting, "by": cast.trainer}
    change_time(kind=Kind.PAUSE, seat=before, at=moment + MINUTE, **deed)  # type: ignore[arg-type]
    change_time(kind=Kind.PAUSE, at=moment + 2 * MINUTE, **deed)  # type: ignore[arg-type]
    page = client_of(cast.trainer).post(f"{sitting.get_absolute_url()}resume/", follow=True).content.decode()
    assert [Attempt.objects.get(pk=seat.attempt_id).paused_at for seat in (before, during)] == [moment + MINUTE, None]
    assert "1 person was paused alone and stays so" in page


def test_closing_hands_in_what_is_saved_once(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    from tests.quizzes.conftest import answer_all

    seat = seated(sitting, cast.learner, moment)
    answer_all(seat.attempt, moment)
    close_sitting(sitting=sitting, by=cast.trainer, at=moment + MINUTE, note="Quiet.")
    again = close_sitting(sitting=sitting, by=cast.administrator, at=moment + 2 * MINUTE)
    attempt = Attempt.objects.get()
    assert (attempt.submitted_at, attempt.passed) == (moment + MINUTE, True)
    assert (again.closed_by, again.note) == (cast.trainer, "Quiet.")
    with pytest.raises(SittingRefused, match="closed"):
        change_time(sitting=sitting, kind=Kind.PAUSE, by=cast.trainer, at=moment + MINUTE)


def test_the_record_has_the_order_in_which_deeds_took_their_turns(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    """Of two invigilators at once, whoever pressed first may come second."""
    seated(sitting, cast.learner, moment)
    deed = {"sitting": sitting, "by": cast.trainer}
    change_time(kind=Kind.PAUSE, at=moment + MINUTE, **deed)  # type: ignore[arg-type]
    change_time(kind=Kind.RESUME, at=moment + 0.999 * MINUTE, **deed)  # type: ignore[arg-type]
    assert [event.kind for event in read_sitting_record(sitting, moment + 2 * MINUTE).events] == [Kind.PAUSE, Kind.RESUME]
