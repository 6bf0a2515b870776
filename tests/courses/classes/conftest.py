"""A class of Alpha: run by its training officer, taught by the trainer, attended by learner and comrade; a session now."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from courses.models import ClassSession, CoursePage, LessonPage, TrainingClass
from people.models import Posting, User
from people.services import post_person
from tests.conftest import Cast
from tests.factories.classes import make_class, make_session
from tests.factories.people import LONG_AGO, RankFactory, UserFactory


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha, who serves in its platoon."""
    user = UserFactory(name="Omar Kimani", rank=RankFactory(name="Captain", abbreviation="Capt", level=3))
    post_person(user=user, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    post_person(user=user, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, is_main=False, at=timezone.now())
    return user


@pytest.fixture
def alpha_class(cast: Cast, course: CoursePage, lessons: list[LessonPage], officer: User, now: datetime) -> TrainingClass:
    return make_class(course, officer, cast.learner, cast.comrade, at=now, instructors=[cast.trainer], unit=cast.alpha)


@pytest.fixture
def session(alpha_class: TrainingClass, now: datetime) -> ClassSession:
    return make_session(alpha_class, now)
