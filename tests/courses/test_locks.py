"""What the author ordered: some activities open only after others."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.models import ActivityPage, CoursePage, LessonPage, ModulePage
from courses.outline import course_outline, missing_for
from courses.permissions import can_finish
from credentials.models import Credential
from people.levels import Level
from tests.conftest import NOW, Cast
from tests.factories.courses import finish, make_lesson, make_module

pytestmark = pytest.mark.django_db
Opens = ActivityPage.Opens
TODAY = NOW.date()


@pytest.fixture
def last(module: ModulePage, lessons: list[LessonPage]) -> LessonPage:
    """Stands at the end of the module, as a quiz does, and waits for what is before it."""
    return make_lesson(module, "Last", opens=Opens.AFTER_MODULE)


@pytest.fixture
def final(course: CoursePage, lessons: list[LessonPage]) -> LessonPage:
    """Stands in the last module and waits for the whole course."""
    return make_lesson(make_module(course, 2, "Final"), "Final", opens=Opens.AFTER_COURSE)


def titles(rows: list[object]) -> list[str]:
    return [row.title for row in rows]  # type: ignore[attr-defined]


def test_it_waits_for_what_stands_before_it_in_the_module(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    finish(cast.learner, course, now, lessons[1])
    assert titles(missing_for(last, cast.learner, TODAY)) == ["First", "Third"]
    assert not can_finish(cast.learner, last, TODAY)


def test_it_opens_when_all_of_that_is_done(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons)
    assert missing_for(last, cast.learner, TODAY) == []
    assert can_finish(cast.learner, last, TODAY)


def test_it_opens_for_each_learner_alone(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    finish(cast.comrade, course, now, *lessons)
    assert not can_finish(cast.learner, last, TODAY)


def test_it_does_not_wait_for_what_the_level_does_not_need(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    lessons[0].minimum_level = Level.COMMANDERS
    lessons[0].save()
    finish(cast.learner, course, now, *lessons[1:])
    assert can_finish(cast.learner, last, TODAY)
    finish(cast.commander, course, now, *lessons[1:])
    assert titles(missing_for(last, cast.commander, TODAY)) == ["First"]


def test_it_does_not_wait_for_what_is_optional(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    lessons[0].is_required = False
    lessons[0].save()
    finish(cast.learner, course, now, *lessons[1:])
    assert can_finish(cast.learner, last, TODAY)


def test_it_does_not_wait_for_what_was_unpublished(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    lessons[0].unpublish()
    finish(cast.learner, course, now, *lessons[1:])
    assert can_finish(cast.learner, last, TODAY)


def test_another_module_does_not_hold_it_up(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    second = make_module(course, 2, "Second")
    waiting = make_lesson(second, "Waiting", opens=Opens.AFTER_MODULE)
    assert can_finish(cast.learner, waiting, TODAY)


def test_the_final_one_waits_for_every_module(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], final: LessonPage, now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons[:2])
    assert titles(missing_for(final, cast.learner, TODAY)) == ["Third"]
    finish(cast.learner, course, now, lessons[2])
    assert can_finish(cast.learner, final, TODAY)


def test_the_final_one_does_not_wait_for_an_unpublished_module(
    cast: Cast, course: CoursePage, module: ModulePage, final: LessonPage
) -> None:
    ModulePage.objects.get(pk=module.pk).unpublish()
    assert can_finish(cast.learner, final, TODAY)


def test_on_a_day_of_the_next_period_it_waits_for_everything_again(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons, last)
    last_day = Credential.objects.get(holder=cast.learner).expires_on
    assert missing_for(last, cast.learner, TODAY) == []
    assert titles(missing_for(last, cast.learner, last_day)) == ["First", "Second", "Third"]


def test_the_outline_says_what_opens_later(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], last: LessonPage, final: LessonPage
) -> None:
    finish(cast.learner, course, NOW, lessons[0])
    states = {row.title: row.state for row in course_outline(course, cast.learner).activities}
    assert states == {"First": "done", "Second": "current", "Third": "open", "Last": "locked", "Final": "locked"}


def test_strangers_and_unpublished_pages_cannot_be_finished(cast: Cast, lessons: list[LessonPage]) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert not can_finish(AnonymousUser(), lessons[0], TODAY)
    lessons[0].unpublish()
    assert not can_finish(cast.learner, lessons[0], TODAY)
