"""An answer that came too late outside a sitting: who may propose that it counts, where it is found, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.models import AuditEntry, Posting, User
from people.services import post_person
from quizzes.models import Attempt, Correction, LateAnswer
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.courses import make_course
from tests.factories.people import LONG_AGO, UserFactory
from tests.quizzes.conftest import Begin, Ground, answer_all, right_ids
from tests.quizzes.corrections.conftest import approved, stands

ClientOf = Callable[[User | None], Client]
PAGE = "/quiz/corrections/late/"


@pytest.fixture
def late(cast: Cast, ground: Ground, begin: Begin) -> LateAnswer:
    """Of the learner, alone and at home: two of five wrong, and the right answer to the first of them came too late."""
    at = timezone.now() - timedelta(minutes=30)
    attempt = begin(cast.learner, ground.quiz, at)
    answer_all(attempt, at, wrong=2)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner)
    return late_of(attempt, 1)


def late_of(attempt: Attempt, number: int) -> LateAnswer:
    item = attempt.items.get(number=number)
    response = {"chosen": right_ids(item)}
    return LateAnswer.objects.create(attempt=attempt, item=item, client_id=uuid4(), response=response, at=timezone.now())


def teach(cast: Cast, ground: Ground) -> None:
    at = timezone.now() - timedelta(hours=1)
    make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer])


def address(late: LateAnswer) -> str:
    return f"{PAGE}{late.pk}/"


def test_it_counts_once_the_instructor_proposes_and_a_second_person_agrees(
    cast: Cast, ground: Ground, late: LateAnswer, client_of: ClientOf
) -> None:
    teach(cast, ground)
    client = client_of(cast.trainer)
    page = client.get(PAGE).content.decode()
    assert cast.learner.name in page and address(late) in page
    client.post(address(late), {"reason": "The mast was down until 10:20."})
    assert stands(late.attempt) == ("60.00", False)
    assert address(late) not in client.get(PAGE).content.decode(), "it is proposed"
    approved(Correction.objects.get(), cast.administrator, timezone.now())
    assert stands(late.attempt) == ("80.00", True)


def test_the_page_is_reached_from_the_results(cast: Cast, client_of: ClientOf) -> None:
    assert f'href="{PAGE}"' in client_of(cast.trainer).get("/quiz/figures/").content.decode()
    assert "Nothing arrived late" in client_of(cast.trainer).get(PAGE).content.decode()


def test_without_a_class_administrators_and_nobody_else_propose_it(
    cast: Cast, ground: Ground, late: LateAnswer, client_of: ClientOf
) -> None:
    assert client_of(cast.trainer).get(address(late)).status_code == 404
    assert address(late) not in client_of(cast.trainer).get(PAGE).content.decode()
    assert address(late) in client_of(cast.administrator).get(PAGE).content.decode()
    assert client_of(cast.administrator).get(address(late)).status_code == 200


def test_the_training_officer_of_the_unit_proposes_it(cast: Cast, late: LateAnswer, client_of: ClientOf) -> None:
    officer = UserFactory(name="Officer of Alpha")
    assert client_of(officer).get(PAGE).status_code == 404
    appoint_officer(cast, officer)
    client = client_of(officer)
    assert address(late) in client.get(PAGE).content.decode()
    client.post(address(late), {"reason": "The mast was down."})
    assert Correction.objects.get().proposed_by == officer


def test_teaching_another_course_opens_nothing(cast: Cast, late: LateAnswer, client_of: ClientOf) -> None:
    other, at = make_course(title="Another", slug="another"), timezone.now() - timedelta(hours=1)
    make_class(other, cast.administrator, cast.learner, at=at, instructors=[cast.trainer])
    assert client_of(cast.trainer).get(address(late)).status_code == 404


def test_nobody_finds_the_own(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf) -> None:
    at = timezone.now() - timedelta(minutes=30)
    attempt = begin(cast.administrator, ground.quiz, at)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.administrator)
    own = late_of(attempt, 1)
    assert address(own) not in client_of(cast.administrator).get(PAGE).content.decode()
    assert client_of(cast.administrator).get(address(own)).status_code == 404


def test_the_last_answer_to_a_question_stands_once_and_the_look_is_noted(
    cast: Cast, late: LateAnswer, client_of: ClientOf
) -> None:
    last = late_of(late.attempt, 1)
    page = client_of(cast.administrator).get(PAGE).content.decode()
    assert (address(late) in page, address(last) in page) == (False, True)
    entry = AuditEntry.objects.get(event="late answers looked at")
    assert (entry.actor, entry.data) == (cast.administrator.pk, {"people": [cast.learner.pk]})


def appoint_officer(cast: Cast, officer: User) -> None:
    post_person(user=officer, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
