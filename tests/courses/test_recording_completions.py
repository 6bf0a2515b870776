"""The ledger: one line for each finished activity, whatever its language, and what the last line sets off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.models import Completion, CoursePage, LessonPage, Shortfall
from courses.services import record_completion
from credentials.models import Credential
from tests.conftest import Cast
from tests.factories.courses import enrolled, finish, make_topic, translated

pytestmark = pytest.mark.django_db


def test_a_finished_activity_is_one_line(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    enrolment = enrolled(cast.learner, course, now)
    line = record_completion(enrolment=enrolment, activity=lessons[0], at=now)
    assert (line.activity_id, line.activity_key, line.completed_at) == (lessons[0].pk, lessons[0].translation_key, now)


def test_finishing_twice_keeps_the_first_line(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    enrolment = enrolled(cast.learner, course, now)
    first = record_completion(enrolment=enrolment, activity=lessons[0], at=now)
    again = record_completion(enrolment=enrolment, activity=lessons[0], at=now + timedelta(days=1))
    assert again == first
    assert again.completed_at == now


def test_french_and_english_count_once(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    enrolment = enrolled(cast.learner, course, now)
    record_completion(enrolment=enrolment, activity=translated(lessons[0], "fr"), at=now)
    record_completion(enrolment=enrolment, activity=lessons[0], at=now)
    assert Completion.objects.count() == 1


def test_the_database_itself_refuses_a_second_line(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    line = record_completion(enrolment=enrolled(cast.learner, course, now), activity=lessons[0], at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Completion.objects.create(
            enrolment=line.enrolment, activity=line.activity, activity_key=line.activity_key, completed_at=now
        )


def test_topics_that_fell_short_are_written_with_it(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    topics = [make_topic(), make_topic("torture", "Torture")]
    record_completion(enrolment=enrolled(cast.learner, course, now), activity=lessons[0], at=now, shortfalls=topics)
    assert {shortfall.topic for shortfall in Shortfall.objects.all()} == set(topics)


def test_topics_of_a_repetition_are_not_added(cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime) -> None:
    enrolment = enrolled(cast.learner, course, now)
    record_completion(enrolment=enrolment, activity=lessons[0], at=now)
    record_completion(enrolment=enrolment, activity=lessons[0], at=now, shortfalls=[make_topic()])
    assert not Shortfall.objects.exists()


def test_the_last_required_one_issues_the_credential(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    assert finish(cast.learner, course, now, *lessons[:2]).credential is None
    enrolment = finish(cast.learner, course, now, lessons[2])
    credential = Credential.objects.get()
    assert enrolment.credential == credential
    assert (credential.holder, credential.achievement, credential.level) == (cast.learner, course.achievement, enrolment.level)


def test_a_credential_that_cannot_be_issued_takes_the_line_back(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = finish(cast.learner, course, now, *lessons[:2])

    def fail(**_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("courses.services.issue_credential", fail)
    with pytest.raises(RuntimeError):
        record_completion(enrolment=enrolment, activity=lessons[2], at=now)
    enrolment.refresh_from_db()
    assert enrolment.completions.count() == 2
    assert enrolment.completed_at is None


def test_another_activity_after_the_end_issues_no_second_credential(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], now: datetime
) -> None:
    lessons[2].is_required = False
    lessons[2].save()
    finish(cast.learner, course, now, *lessons[:2])
    finish(cast.learner, course, now + timedelta(days=2), lessons[2])
    assert Credential.objects.count() == 1
