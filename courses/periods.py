"""When a new certification period of a course may begin."""

from __future__ import annotations

from datetime import date
from typing import Any

from courses.models import CoursePage
from credentials.renewals import way_open_to


def earns_now(course: CoursePage, learner: Any, on: date) -> bool:
    """Whether completing the course on the day would earn the learner the next credential: not before renewal opens."""
    return course.achievement is not None and course.earns(way_open_to(learner, course.achievement.key, on))
