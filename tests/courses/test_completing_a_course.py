"""When a course is complete: everything that its level needs is in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from courses.models import CoursePage, ModulePage
from courses.services import complete_course
from credentials.models import Credential
from people.levels import Level
from tests.conftest import Cast
from tests.factories.courses import enrolled, finish, make_course, make_lesson, make_module, translated

pytestmark = pytest.mark.django_db


def test_it_needs_every_required_activity(cast: Cast, course: CoursePage, lessons: list[Any], now: datetime) -> None:
    assert finish(cast.learner, course, now, *lessons[:2]).completed_at is None
    assert finish(cast.learner, course, now, lessons[2]).completed_at == now


def test_what_only_a_higher_level_needs_does_not_hold_up(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[Any], now: datetime
) -> None:
    make_lesson(module, "For commanders", minimum_level=Level.COMMANDERS)
    assert finish(cast.learner, course, now, *lessons).completed_at == now


def test_a_higher_level_needs_it(cast: Cast, course: CoursePage, module: ModulePage, lessons: list[Any], now: datetime) -> None:
    extra = make_lesson(module, "For commanders", minimum_level=Level.COMMANDERS)
    assert finish(cast.commander, course, now, *lessons).completed_at is None
    assert finish(cast.commander, course, now, extra).completed_at == now


def test_what_is_optional_does_not_hold_up(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[Any], now: datetime
) -> None:
    make_lesson(module, "If you like", is_required=False)
    assert finish(cast.learner, course, now, *lessons).completed_at == now


def test_every_module_counts(cast: Cast, course: CoursePage, lessons: list[Any], now: datetime) -> None:
    other = make_lesson(make_module(course, 2, "Force"), "Necessity")
    assert finish(cast.learner, course, now, *lessons).completed_at is None
    assert finish(cast.learner, course, now, other).completed_at == now


def test_another_course_does_not(cast: Cast, course: CoursePage, lessons: list[Any], now: datetime) -> None:
    make_lesson(make_module(make_course("Another course")), "Elsewhere")
    assert finish(cast.learner, course, now, *lessons).completed_at == now


def test_a_course_without_activities_is_never_complete(cast: Cast, course: CoursePage, now: datetime) -> None:
    assert complete_course(enrolment=enrolled(cast.learner, course, now), at=now) is False
    assert not Credential.objects.exists()


def test_a_course_that_needs_nothing_of_the_level_is_never_complete(
    cast: Cast, course: CoursePage, module: ModulePage, now: datetime
) -> None:
    extra = make_lesson(module, "For commanders", minimum_level=Level.COMMANDERS)
    assert finish(cast.learner, course, now, extra).completed_at is None


def test_an_unpublished_activity_does_not_hold_up(cast: Cast, course: CoursePage, lessons: list[Any], now: datetime) -> None:
    lessons[2].unpublish()
    assert finish(cast.learner, course, now, *lessons[:2]).completed_at == now


def test_an_unpublished_module_takes_its_activities_with_it(
    cast: Cast, course: CoursePage, lessons: list[Any], now: datetime
) -> None:
    hidden = make_module(course, 2, "Force")
    make_lesson(hidden, "Necessity")
    ModulePage.objects.get(pk=hidden.pk).unpublish()
    assert finish(cast.learner, course, now, *lessons).completed_at == now


def test_a_draft_activity_does_not_hold_up(
    cast: Cast, course: CoursePage, module: ModulePage, lessons: list[Any], now: datetime
) -> None:
    make_lesson(module, "Not written yet", live=False)
    assert finish(cast.learner, course, now, *lessons).completed_at == now


def test_lessons_read_in_french_complete_the_english_course(
    cast: Cast, course: CoursePage, lessons: list[Any], now: datetime
) -> None:
    french = [translated(lesson, "fr") for lesson in lessons]
    assert finish(cast.learner, course, now, french[0], lessons[1], french[2]).completed_at == now


def test_without_an_achievement_it_ends_without_a_credential(cast: Cast, now: datetime) -> None:
    course = make_course("Refresher")
    lesson = make_lesson(make_module(course))
    enrolment = finish(cast.learner, course, now, lesson)
    assert (enrolment.completed_at, enrolment.credential) == (now, None)


def test_completing_again_changes_nothing(cast: Cast, course: CoursePage, lessons: list[Any], now: datetime) -> None:
    enrolment = finish(cast.learner, course, now, *lessons)
    assert complete_course(enrolment=enrolment, at=now) is True
    assert Credential.objects.count() == 1
