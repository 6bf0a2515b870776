"""Who is where, by name: modules done, next step, what was missed, whose examination is near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.classes.reading import MemberRow, class_reading
from courses.classes.services import add_instructors, add_members
from courses.classes.teaching import mark_lesson_taught
from courses.models import ActivityPage, ClassSession, CoursePage, LessonPage, ModulePage, TrainingClass
from people.models import User
from tests.conftest import TODAY, Cast
from tests.factories.classes import mark
from tests.factories.courses import finish, make_lesson, make_module
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def row(training_class: TrainingClass, user: User) -> MemberRow:
    found = TrainingClass.objects.select_related("course__locale").get(pk=training_class.pk)
    return next(r for r in class_reading(found, TODAY).members if r.member.user == user)


def test_modules_done_and_the_next_step(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime
) -> None:
    second = make_lesson(make_module(course, number=2, title="Children"), "Fourth")
    finish(cast.learner, course, now, *lessons)
    found = row(alpha_class, cast.learner)
    assert (found.modules_done, found.modules_total, found.states) == (1, 2, ["done", "current"])
    assert found.next is not None
    assert found.next.key == second.translation_key


def test_somebody_who_has_not_begun_has_the_first_step_before_him(cast: Cast, alpha_class: TrainingClass) -> None:
    found = row(alpha_class, cast.comrade)
    assert (found.modules_done, found.next and found.next.title) == (0, "First")


def test_who_missed_a_lesson_is_behind(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    assert row(alpha_class, cast.comrade).missed == ["First"]
    assert not row(alpha_class, cast.learner).is_behind


def test_who_caught_up_alone_is_not(
    cast: Cast, course: CoursePage, session: ClassSession, lessons: list[LessonPage], now: datetime
) -> None:
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    finish(cast.comrade, course, now, lessons[0])
    assert not row(session.training_class, cast.comrade).is_behind


def test_a_lesson_above_the_own_level_is_not_missed(
    cast: Cast, module: ModulePage, session: ClassSession, alpha_class: TrainingClass, now: datetime
) -> None:
    above = make_lesson(module, "For commanders", minimum_level=3)
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    mark_lesson_taught(session=session, lesson=above, by=cast.trainer, at=now)
    assert not row(alpha_class, cast.comrade).is_behind


def test_an_examination_is_near_from_two_steps_before_it(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime
) -> None:
    make_lesson(lessons[0].get_parent(), "Examination", opens=ActivityPage.Opens.AFTER_MODULE)
    finish(cast.comrade, course, now, lessons[0])
    assert row(alpha_class, cast.comrade).exam is None
    finish(cast.comrade, course, now, lessons[1])
    near = row(alpha_class, cast.comrade).exam
    assert near is not None
    assert near.title == "Examination"


def test_whoever_has_finished_is_near_to_none(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime
) -> None:
    finish(cast.learner, course, now, *lessons)
    found = row(alpha_class, cast.learner)
    assert found.completed_at == now
    assert (found.exam, found.next) == (None, None)


def test_presence_counts_the_last_word(cast: Cast, session: ClassSession, alpha_class: TrainingClass, now: datetime) -> None:
    mark(session, cast.trainer, now, absent=cast.learner)
    mark(session, cast.trainer, now, present=cast.learner)
    found = row(alpha_class, cast.learner)
    assert (found.present, found.sessions) == (1, 1)


def test_names_and_figures_stand_on_the_page(
    cast: Cast, session: ClassSession, lessons: list[LessonPage], now: datetime, client_of: Callable[[User], Client]
) -> None:
    mark(session, cast.trainer, now, present=cast.learner, absent=cast.comrade)
    mark_lesson_taught(session=session, lesson=lessons[0], by=cast.trainer, at=now)
    html = client_of(cast.trainer).get(session.training_class.get_absolute_url()).content.decode()
    assert "Pte Amina Diallo" in html
    assert cast.learner.username in html
    assert "Missed 1 lesson" in html
    assert "1 of 2 present" in html


@pytest.mark.parametrize("size", [30, 120])
def test_it_asks_as_many_queries_for_a_hundred_and_twenty_as_for_thirty(
    course: CoursePage, lessons: list[LessonPage], alpha_class: TrainingClass, now: datetime, size: int
) -> None:
    people = UserFactory.create_batch(size)
    add_members(training_class=alpha_class, people=people, on=TODAY)
    for user in people[::10]:
        finish(user, course, now, lessons[0])
    found = TrainingClass.objects.select_related("course__locale").get(pk=alpha_class.pk)
    class_reading(found, TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert len(class_reading(found, TODAY).members) == size + 2
    assert len(asked) == 9


def test_its_instructors_are_parted_as_the_language_does_it(
    cast: Cast, alpha_class: TrainingClass, client_of: Callable[[User], Client]
) -> None:
    add_instructors(training_class=alpha_class, people=[cast.administrator])
    html = client_of(cast.trainer).get(alpha_class.get_absolute_url(), headers={"accept-language": "ar"}).content.decode()
    assert "</bdi>، <bdi>" in html
