"""A day that stands still, the course that is asked about, and a company about which its commander issues documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from courses.models import CoursePage
from credentials.models import Deployment, Requirement
from tests.conftest import NOW, Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement
from tests.readiness.contingents import course_for
from tests.readiness.papers import AT


@pytest.fixture
def still_day() -> Iterator[None]:
    """The tests' own day, whose clock does not move."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return course_for()


@pytest.fixture
def company(cast: Cast) -> Cast:
    """Alpha: three people, of whom learner and comrade hold the achievement; it is asked of them, and a tour is announced."""
    achievement, today = make_achievement(), timezone.localdate()
    Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on=today)
    Deployment.objects.create(unit=cast.alpha, mission="UNAK", starts_on=today, ends_on=today + timedelta(days=90))
    issued(cast.learner, achievement, at=AT)
    issued(cast.comrade, achievement, at=AT)
    return cast
