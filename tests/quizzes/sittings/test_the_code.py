"""An examination under supervision begins with the code of an open sitting of the own class, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from people.models import User
from quizzes.models import Attempt, Sitting
from quizzes.permissions import Reason
from quizzes.refusals import CannotStart
from quizzes.sittings.services import NotAdmitted, admit_learner, close_sitting
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.quizzes.conftest import Begin, Ground
from tests.quizzes.sittings.conftest import seated

ClientOf = Callable[[User | None], Client]


def test_without_a_sitting_there_is_no_way_in(cast: Cast, ground: Ground, begin: Begin, alpha_class: object) -> None:
    with pytest.raises(CannotStart) as refusal:
        begin(cast.learner, ground.quiz)
    assert refusal.value.reason == Reason.SUPERVISED


@pytest.mark.parametrize("code", ["", "WRONG1", None])
def test_a_start_without_the_code_gets_403_and_a_page_that_says_why(
    cast: Cast, ground: Ground, sitting: Sitting, client_of: ClientOf, code: str | None
) -> None:
    answer = client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/", {} if code is None else {"code": code})
    assert answer.status_code == 403
    assert "sat under supervision" in answer.content.decode()
    assert not Attempt.objects.exists()


def test_the_code_opens_it_however_it_is_typed(cast: Cast, ground: Ground, sitting: Sitting, client_of: ClientOf) -> None:
    typed = f" {sitting.code[:3].lower()} {sitting.code[3:].lower()} "
    answer = client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/", {"code": typed})
    attempt = Attempt.objects.get()
    assert answer["Location"] == attempt.get_absolute_url()
    assert attempt.seat.sitting == sitting
    assert attempt.rules["sitting"] == sitting.pk


def test_the_code_alone_leads_to_the_examination(cast: Cast, sitting: Sitting, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    assert client.get("/quiz/sit/").status_code == 200
    assert client.post("/quiz/sit/", {"code": sitting.code})["Location"] == Attempt.objects.get().get_absolute_url()


def test_who_is_not_in_the_class_is_not_let_in(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    with pytest.raises(NotAdmitted):
        admit_learner(learner=UserFactory(name="Stranger"), code=sitting.code, quiz_key=None, at=moment)


def test_who_watches_does_not_sit(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    from courses.classes.services import add_members

    add_members(training_class=sitting.training_class, people=[cast.trainer], on=moment.date())
    with pytest.raises(NotAdmitted):
        admit_learner(learner=cast.trainer, code=sitting.code, quiz_key=None, at=moment)


def test_a_closed_sitting_lets_nobody_in(cast: Cast, sitting: Sitting, moment: datetime) -> None:
    close_sitting(sitting=sitting, by=cast.trainer, at=moment)
    with pytest.raises(NotAdmitted):
        admit_learner(learner=cast.learner, code=sitting.code, quiz_key=None, at=moment)


def test_tries_are_limited(cast: Cast, ground: Ground, sitting: Sitting, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    codes = [client.post("/quiz/sit/", {"code": f"WRONG{n}"}).status_code for n in range(11)]
    assert codes == [403] * 10 + [429]
    assert client.post("/quiz/sit/", {"code": sitting.code}).status_code == 429


def test_outside_the_room_the_attempt_asks_for_the_code_again(
    cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime
) -> None:
    attempt = seated(sitting, cast.learner, moment).attempt
    at_home = client_of(cast.learner)
    answer = at_home.get(attempt.get_absolute_url())
    assert (answer.status_code, "part of a sitting" in answer.content.decode()) == (403, True)
    assert at_home.post(f"{attempt.get_absolute_url()}submit/").status_code == 403
    at_home.post("/quiz/sit/", {"code": sitting.code})
    assert at_home.get(attempt.get_absolute_url()).status_code == 200


def test_the_result_is_read_anywhere(cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime) -> None:
    attempt = seated(sitting, cast.learner, moment).attempt
    close_sitting(sitting=sitting, by=cast.trainer, at=moment)
    assert client_of(cast.learner).get(f"{attempt.get_absolute_url()}result/").status_code == 200


def test_the_page_of_the_quiz_asks_for_the_code(cast: Cast, ground: Ground, sitting: Sitting, client_of: ClientOf) -> None:
    page = client_of(cast.learner).get(ground.quiz.url).content.decode()
    assert 'name="code"' in page and "Start the quiz" not in page
