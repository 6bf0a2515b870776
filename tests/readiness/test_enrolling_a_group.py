"""An officer enrols a group: first how many, then the deed; the figures call nobody “in progress” who has not begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courses.models import CoursePage, Enrolment
from courses.services import enrol_learner
from credentials.models import Deployment, Requirement
from people.models import AuditEntry, User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_course, translated
from tests.factories.people import training_officer
from tests.readiness.contingents import certified_elsewhere, page_of, soldier

pytestmark = pytest.mark.usefixtures("still_day")
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.bravo, name="Oda")


def enrol(client: Client, unit: Any, **extra: str) -> Any:
    return client.post(f"/readiness/units/{unit.pk}/enrol/", {"confirm": "yes", **extra}, follow=True)


def test_it_says_how_many_before_it_does_anything(cast: Cast, course: CoursePage, officer: User, client_of: ClientOf) -> None:
    soldier(cast.bravo, "not-started", course)
    soldier(cast.bravo, "in-progress", course)
    answer = client_of(officer).get(f"/readiness/units/{cast.bravo.pk}/enrol/")
    assert "Enrol 2 people" in answer.content.decode()  # and its commander
    assert "1 person of this group is in the course already." in answer.content.decode()
    assert Enrolment.objects.count() == 1


def test_whoever_has_not_begun_is_enrolled_and_nobody_else(
    cast: Cast, course: CoursePage, officer: User, client_of: ClientOf
) -> None:
    fresh, gone = soldier(cast.bravo, "not-started", course), soldier(cast.bravo, "expired", course)
    for state in ("qualified", "expiring", "in-progress"):
        soldier(cast.bravo, state, course)
    answer = enrol(client_of(officer), cast.bravo)
    assert "3 people are being enrolled." in answer.content.decode()
    new = Enrolment.objects.filter(started_at=None)
    assert set(new.values_list("learner", flat=True)) == {fresh.pk, gone.pk, cast.other_commander.pk}
    assert set(new.values_list("course", flat=True)) == {course.pk}
    entry = AuditEntry.objects.get(event="people enrolled")
    assert (entry.actor, entry.data["unit"], len(entry.data["people"])) == (officer.pk, cast.bravo.pk, 3)
    enrol(client_of(officer), cast.bravo)
    assert new.count() == 3


def test_a_state_narrows_the_group(cast: Cast, course: CoursePage, officer: User, client_of: ClientOf) -> None:
    soldier(cast.bravo, "not-started", course)
    enrol(client_of(officer), cast.bravo, state="overdue")
    assert not Enrolment.objects.exists()


def test_nobody_beyond_the_own_subtree_is_enrolled(cast: Cast, course: CoursePage, officer: User, client_of: ClientOf) -> None:
    assert enrol(client_of(officer), cast.alpha).status_code == 404
    assert enrol(client_of(cast.other_commander), cast.bravo).status_code == 404
    assert not Enrolment.objects.exists()


def test_the_enrolled_stay_not_started_until_they_begin_and_begin_at_todays_level(
    cast: Cast, course: CoursePage, officer: User, client_of: ClientOf
) -> None:
    user = soldier(cast.bravo, "not-started", course)
    enrol(client_of(officer), cast.bravo)
    assert (page_of(cast.bravo).total.not_started, page_of(cast.bravo).total.in_progress) == (2, 0)
    user.rank = cast.commander.rank
    user.save()
    begun = enrol_learner(learner=user, course=course, at=NOW)
    assert Enrolment.objects.get(learner=user) == begun
    assert (begun.level, begun.started_at) == (3, NOW)
    assert (page_of(cast.bravo).total.not_started, page_of(cast.bravo).total.in_progress) == (1, 1)


def test_each_gets_the_course_in_the_own_language_and_whoever_is_in_grace_the_refresher(
    cast: Cast, course: CoursePage, officer: User, client_of: ClientOf
) -> None:
    french = translated(course, "fr")
    refresher = make_course("Refresher", achievement=course.achievement, is_refresher=True, slug="refresher")
    reader = soldier(cast.bravo, "not-started", course, language="fr")
    late = soldier(cast.bravo, "expired", course)
    held = late.credentials.get()  # type: ignore[attr-defined]
    type(held).objects.filter(pk=held.pk).update(expires_on=TODAY - timedelta(days=3), grace_days=30)
    enrol(client_of(officer), cast.bravo)
    assert Enrolment.objects.get(learner=reader).course == french
    assert Enrolment.objects.get(learner=late).course == refresher


def test_whose_certificate_of_others_ends_before_the_tour_takes_the_full_course(
    cast: Cast, course: CoursePage, officer: User, client_of: ClientOf
) -> None:
    """The refresher renews ours alone: who never held it would finish it and earn nothing."""
    refresher = make_course("Refresher", achievement=course.achievement, is_refresher=True, slug="refresher")
    asked = {"achievement": course.achievement, "accepts_external": True}
    Requirement.objects.create(unit=cast.bravo, due_on=TODAY + timedelta(days=30), **asked)
    Deployment.objects.create(unit=cast.bravo, mission="UNAK", starts_on=TODAY, ends_on=TODAY + timedelta(days=300))
    stranger, ours = soldier(cast.bravo, "not-started", course), soldier(cast.bravo, "expiring", course)
    certified_elsewhere(cast, stranger, until=TODAY + timedelta(days=100))
    enrol(client_of(officer), cast.bravo, state="lapsing")
    assert Enrolment.objects.get(learner=stranger).course == course
    assert Enrolment.objects.get(learner=ours).course == refresher


def test_the_door_stands_where_the_figure_is_and_only_for_those_who_may(
    cast: Cast, course: CoursePage, officer: User, client_of: ClientOf
) -> None:
    for user, is_open in ((officer, True), (cast.other_commander, False), (cast.administrator, True)):
        html = client_of(user).get(f"/readiness/units/{cast.bravo.pk}/").content.decode()
        assert (f"/readiness/units/{cast.bravo.pk}/enrol/" in html) is is_open
        assert ("/classes/open/" in html) is is_open


def test_without_a_course_there_is_a_plain_word(cast: Cast, course: CoursePage, officer: User, client_of: ClientOf) -> None:
    CoursePage.objects.update(live=False)
    answer = client_of(officer).get(f"/readiness/units/{cast.bravo.pk}/enrol/")
    assert "No course leads to this certificate" in answer.content.decode()
    enrol(client_of(officer), cast.bravo)
    assert not Enrolment.objects.exists()
