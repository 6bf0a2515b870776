"""An instructor leaves the class to others: its learners are closed to him or her, and what was taught keeps the name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from courses.classes.services import InstructorNeeded, add_instructors, remove_instructor
from courses.models import ClassSession, Instructor, TrainingClass
from courses.reports import class_report
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import make_session

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def second(alpha_class: TrainingClass, officer: User) -> Instructor:
    [found] = add_instructors(training_class=alpha_class, people=[officer])
    return found


@pytest.fixture
def first(cast: Cast, alpha_class: TrainingClass) -> Instructor:
    return alpha_class.instructors.get(user=cast.trainer)


def test_the_class_is_closed_to_whoever_left_it_and_opens_again(
    cast: Cast, officer: User, first: Instructor, second: Instructor, client_of: ClientOf
) -> None:
    alpha_class = first.training_class
    trainer, address = client_of(cast.trainer), f"/classes/instructors/{first.pk}/remove/"
    assert trainer.get(alpha_class.get_absolute_url()).status_code == 200
    assert "no longer teach this class?" in client_of(officer).get(address).content.decode()
    assert trainer.get(alpha_class.get_absolute_url()).status_code == 200
    client_of(officer).post(address)
    assert trainer.get(alpha_class.get_absolute_url()).status_code == 404
    assert "Leila Haddad" not in client_of(officer).get(alpha_class.get_absolute_url()).content.decode()
    assert add_instructors(training_class=alpha_class, people=[cast.trainer]) == [first]
    assert trainer.get(alpha_class.get_absolute_url()).status_code == 200


def test_an_instructor_removes_nobody(
    cast: Cast, alpha_class: TrainingClass, first: Instructor, second: Instructor, client_of: ClientOf
) -> None:
    assert client_of(cast.trainer).post(f"/classes/instructors/{second.pk}/remove/").status_code == 404


def test_a_class_keeps_an_instructor(alpha_class: TrainingClass, first: Instructor, now: datetime) -> None:
    with pytest.raises(InstructorNeeded, match="last"):
        remove_instructor(instructor=first, at=now)


def test_sessions_to_come_are_given_to_somebody_else_first(
    alpha_class: TrainingClass, first: Instructor, second: Instructor, now: datetime
) -> None:
    make_session(alpha_class, now + timedelta(days=2))
    with pytest.raises(InstructorNeeded, match="sessions"):
        remove_instructor(instructor=first, at=now)
    ClassSession.objects.update(instructor=second)
    assert remove_instructor(instructor=first, at=now).left_at == now


def test_the_report_names_whoever_taught_and_not_whoever_never_did(
    alpha_class: TrainingClass, first: Instructor, second: Instructor, now: datetime
) -> None:
    make_session(alpha_class, now - timedelta(days=2))
    remove_instructor(instructor=first, at=now)
    assert set(class_report(alpha_class).instructors) == {first.name, second.name}
    ClassSession.objects.update(called_off_at=now)
    assert set(class_report(alpha_class).instructors) == {second.name}
