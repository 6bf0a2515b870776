"""A course of two modules for the tests of this floor."""

from __future__ import annotations

import pytest

from courses.models import CoursePage, LessonPage, ModulePage
from tests.conftest import Cast
from tests.factories.courses import make_achievement, make_course, make_lessons, make_module


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    """Earns the achievement “core”."""
    return make_course(achievement=make_achievement())


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return make_module(course)


@pytest.fixture
def lessons(module: ModulePage) -> list[LessonPage]:
    """Three lessons that everyone needs."""
    return make_lessons(module, "First", "Second", "Third")
