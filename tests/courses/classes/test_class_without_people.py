"""A class that nobody has joined says who adds people: the officer is asked to, the instructor is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from courses.models import CoursePage, TrainingClass
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import make_class


@pytest.fixture
def empty(cast: Cast, course: CoursePage, officer: User, now: datetime) -> TrainingClass:
    return make_class(course, officer, at=now, instructors=[cast.trainer], unit=cast.alpha)


def test_the_officer_is_asked_to_add_people(client_of: Callable[..., Client], officer: User, empty: TrainingClass) -> None:
    assert "Add whole units" in client_of(officer).get(empty.get_absolute_url()).content.decode()


def test_the_instructor_reads_who_does(cast: Cast, client_of: Callable[..., Client], empty: TrainingClass) -> None:
    page = client_of(cast.trainer).get(empty.get_absolute_url()).content.decode()
    assert "A training officer adds the people." in page
    assert "Add whole units" not in page
