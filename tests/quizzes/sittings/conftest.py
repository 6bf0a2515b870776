"""A class of Alpha with learner and comrade, and the quiz of its course, sat only under supervision."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses.models import TrainingClass
from quizzes.models import Seat, Sitting
from quizzes.sittings.services import admit_learner, begin_seated, open_sitting
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.quizzes.conftest import Ground

MINUTE = timedelta(minutes=1)


@pytest.fixture
def moment() -> datetime:
    """Pages ask for the time themselves, so the sitting runs now."""
    return timezone.now() - 5 * MINUTE


@pytest.fixture
def alpha_class(cast: Cast, ground: Ground, moment: datetime) -> TrainingClass:
    ground.quiz.is_supervised, ground.quiz.time_limit = True, 40
    ground.quiz.save()
    people = (cast.learner, cast.comrade)
    return make_class(ground.course, cast.administrator, *people, at=moment, instructors=[cast.trainer], unit=cast.alpha)


@pytest.fixture
def sitting(cast: Cast, alpha_class: TrainingClass, ground: Ground, moment: datetime) -> Sitting:
    return open_sitting(training_class=alpha_class, quiz=ground.quiz, by=cast.trainer, at=moment)


def seated(sitting: Sitting, learner: object, at: datetime) -> Seat:
    """Let in by the code, with an attempt begun."""
    seat = admit_learner(learner=learner, code=sitting.code, quiz_key=None, at=at)  # type: ignore[arg-type]
    begin_seated(seat=seat, quiz=sitting.quiz, at=at)
    seat.refresh_from_db()
    return seat
