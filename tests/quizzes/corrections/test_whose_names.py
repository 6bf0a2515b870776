"""Names stand in the list only for those who may read them; others see figures over at least five people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from people.models import User
from quizzes.corrections.reading import read_correction
from quizzes.corrections.services import propose_withdrawal
from quizzes.models import Correction
from tests.conftest import TODAY, Cast
from tests.factories.classes import make_class
from tests.factories.people import UserFactory
from tests.quizzes.conftest import Ground
from tests.quizzes.corrections.conftest import REASON, Sit, approved, version_of

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def proposal(cast: Cast, ground: Ground, sit: Sit, now: datetime) -> Correction:
    """Six results rise to a pass; that of the learner falls."""
    sit(cast.learner, wrong=[ground.items[1].pk])
    for n in range(6):
        sit(UserFactory(name=f"Person {n}"), wrong=[ground.items[0].pk])
    for user in (cast.comrade, UserFactory(name="Person 6")):
        sit(user, wrong=[ground.items[0].pk, ground.items[1].pk])
    return propose_withdrawal(version=version_of(ground.items[0]), reason=REASON, by=cast.trainer, at=now)


def test_an_administrator_sees_everybody(cast: Cast, proposal: Correction) -> None:
    reading = read_correction(proposal, cast.administrator, TODAY)
    assert (len(reading.lines), reading.unnamed) == (9, False)
    assert (reading.figures.changed, reading.figures.down) == (9, 1)


def test_a_trainer_sees_figures_over_five_people_and_no_names(cast: Cast, proposal: Correction) -> None:
    reading = read_correction(proposal, cast.trainer, TODAY)
    assert (reading.lines, reading.unnamed) == ([], True)
    assert (reading.figures.changed, reading.figures.down) == (9, None)
    assert "fewer than 5" in dict(reading.figures.shown)["fail now"]


def test_a_trainer_sees_the_names_of_the_own_class(cast: Cast, ground: Ground, proposal: Correction, now: datetime) -> None:
    make_class(ground.course, cast.administrator, cast.learner, at=now, instructors=[cast.trainer])
    reading = read_correction(proposal, cast.trainer, TODAY)
    assert [line.learner for line in reading.lines] == [cast.learner]


def test_an_approved_correction_is_read_by_name(cast: Cast, proposal: Correction, second: User, now: datetime) -> None:
    done = approved(proposal, second, now)
    reading = read_correction(done, cast.trainer, TODAY)
    assert (len(reading.lines), reading.figures.changed) == (9, 9)


def test_the_page_keeps_to_it_and_each_look_at_names_is_logged(
    cast: Cast, proposal: Correction, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    url = proposal.get_absolute_url()
    with caplog.at_level("INFO", "bluehelm.quizzes"):
        assert cast.comrade.name not in client_of(cast.trainer).get(url).content.decode()
        assert "results read" not in caplog.text
        assert cast.comrade.name in client_of(cast.administrator).get(url).content.decode()
    look = next(record for record in caplog.records if record.message == "results read")
    assert look.data == {"correction": proposal.pk, "people": 9, "by": cast.administrator.pk}  # type: ignore[attr-defined]
