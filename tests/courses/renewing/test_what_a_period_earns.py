"""What a further period earns, by the whole course or by a refresher; what was done before stays in the record."""

from __future__ import annotations

from datetime import datetime

import pytest

from courses.models import Completion, CoursePage, Enrolment, LessonPage
from courses.services import complete_course, enrol_learner, record_completion
from credentials.models import Credential
from credentials.recertification import Rule
from credentials.services import set_renewal_rule
from tests.conftest import NOW, Cast
from tests.courses.renewing.conftest import DAY, LAST, OPENS, lesson_of
from tests.factories.courses import finish

pytestmark = pytest.mark.django_db


def test_renewed_within_the_window_the_months_count_from_the_old_last_day(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], done: Enrolment
) -> None:
    again = finish(cast.learner, course, OPENS, *lessons)
    assert again.credential is not None
    assert again.credential.expires_on == LAST.date().replace(year=2030)
    assert list(Credential.objects.current(OPENS.date())) == [again.credential]


def test_evidence_of_the_last_period_is_never_touched(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], done: Enrolment
) -> None:
    before = list(Completion.objects.order_by("pk").values())
    finish(cast.learner, course, OPENS, *lessons)
    assert list(Completion.objects.order_by("pk").values())[: len(before)] == before
    done.refresh_from_db()
    assert done.completed_at == NOW
    assert done.credential is not None


def test_the_rule_that_decided_is_frozen_and_a_new_version_holds_for_what_follows(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], done: Enrolment
) -> None:
    set_renewal_rule(achievement_key="core", rule=Rule(0, 12, 30, 0), by=cast.administrator, at=NOW + DAY)
    assert done.credential is not None
    done.credential.refresh_from_db()
    assert (done.credential.rule_version, done.credential.window_days, done.credential.grace_days) == (1, 90, 30)
    assert done.credential.state(OPENS.date()) == "window-open"
    again = finish(cast.learner, course, OPENS, *lessons).credential
    assert again is not None
    assert (again.rule_version, again.validity_months, again.window_days, again.grace_days) == (2, 12, 30, 0)
    assert again.expires_on == LAST.date().replace(year=2029)


@pytest.mark.parametrize(
    ("at", "earns"),
    [(OPENS - DAY, False), (OPENS, True), (LAST, True), (LAST + 30 * DAY, True), (LAST + 31 * DAY, False)],
)
def test_a_refresher_earns_renewal_within_window_and_grace_only(
    cast: Cast, refresher: CoursePage, done: Enrolment, at: datetime, earns: bool
) -> None:
    again = finish(cast.learner, refresher, at, lesson_of(refresher))
    assert again.completed_at == at
    assert (again.credential is not None) == earns


def test_begun_in_grace_and_finished_after_it_a_refresher_earns_nothing_and_the_full_course_does(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], refresher: CoursePage, done: Enrolment
) -> None:
    begun, after = LAST + 29 * DAY, LAST + 40 * DAY
    enrolment = enrol_learner(learner=cast.learner, course=refresher, at=begun)
    record_completion(enrolment=enrolment, activity=lesson_of(refresher), at=after)
    enrolment.refresh_from_db()
    assert enrolment.credential is None
    assert finish(cast.learner, course, after, *lessons).credential is not None


def test_who_never_held_it_earns_nothing_by_a_refresher(cast: Cast, refresher: CoursePage) -> None:
    enrolment = finish(cast.comrade, refresher, NOW, lesson_of(refresher))
    assert enrolment.credential is None
    assert complete_course(enrolment=enrolment, at=NOW)


def test_a_refresher_done_too_early_can_be_done_again_in_the_window(cast: Cast, refresher: CoursePage, done: Enrolment) -> None:
    early = finish(cast.learner, refresher, NOW + 9 * DAY, lesson_of(refresher))
    again = finish(cast.learner, refresher, OPENS, lesson_of(refresher))
    assert again != early
    assert again.credential is not None
