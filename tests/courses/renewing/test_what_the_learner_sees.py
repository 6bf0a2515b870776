"""What the home says of a certificate that is to be renewed, and renewing it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from courses.cards import CourseCard
from courses.home import learner_home
from courses.models import Completion, CoursePage, Enrolment, LessonPage
from courses.services import enrol_learner
from credentials.models import Deployment, Requirement
from people.models import User
from tests.conftest import TODAY, Cast
from tests.courses.renewing.conftest import DAY, LAST, OPENS, require
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def cards(learner: User, at: datetime) -> dict[str, CourseCard]:
    return {card.outline.course.title: card for card in learner_home(learner, at.date(), "en").cards}


def test_before_the_window_the_full_course_stands_there_as_earned(cast: Cast, refresher: CoursePage, done: Enrolment) -> None:
    found = cards(cast.learner, OPENS - DAY)
    assert list(found) == ["Core course"]
    assert not found["Core course"].can_begin_again


@pytest.mark.parametrize("at", [OPENS, LAST, LAST + 30 * DAY])
def test_within_window_and_grace_the_refresher_stands_in_its_place(
    cast: Cast, course: CoursePage, refresher: CoursePage, done: Enrolment, at: datetime
) -> None:
    require(cast, course)
    assert list(cards(cast.learner, at)) == ["Refresher"]


def test_after_grace_only_the_full_course_does(cast: Cast, course: CoursePage, refresher: CoursePage, done: Enrolment) -> None:
    require(cast, course)
    found = cards(cast.learner, LAST + 31 * DAY)
    assert list(found) == ["Core course"]
    assert found["Core course"].can_begin_again


def test_what_was_begun_stays_to_be_finished(cast: Cast, course: CoursePage, refresher: CoursePage, done: Enrolment) -> None:
    require(cast, course)
    enrol_learner(learner=cast.learner, course=course, at=OPENS)
    assert set(cards(cast.learner, OPENS)) == {"Core course", "Refresher"}


def test_renewing_is_one_deliberate_click(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], done: Enrolment, client_of: ClientOf
) -> None:
    with time_machine.travel(OPENS, tick=False):
        client = client_of(cast.learner)
        text = " ".join(client.get("/learn/").content.decode().split())
        assert "Your certificate is valid until 24 November 2028." in text
        assert "You may renew it now. You lose no time: the new one counts from that day." in text
        assert "Renew now" in text
        assert client.post(f"/learn/courses/{course.pk}/renew/")["Location"] == course.url
        text = " ".join(client.get("/learn/").content.decode().split())
        assert "You have 3 activities left." in text
        assert "Renew now" not in text


def test_too_early_it_says_so_and_changes_nothing(cast: Cast, course: CoursePage, done: Enrolment, client_of: ClientOf) -> None:
    answer = client_of(cast.learner).post(f"/learn/courses/{course.pk}/renew/", follow=True)
    assert "It is too early to renew." in answer.content.decode()
    assert Enrolment.objects.count() == 1


def test_the_order_of_the_course_holds_in_the_new_period_too(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], done: Enrolment, client_of: ClientOf
) -> None:
    lessons[1].opens = LessonPage.Opens.AFTER_MODULE
    lessons[1].save()
    with time_machine.travel(OPENS, tick=False):
        client_of(cast.learner).post(f"/learn/lessons/{lessons[1].pk}/finish/")
    assert Enrolment.objects.count() == 1
    assert Completion.objects.filter(completed_at__gte=OPENS).count() == 0


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (LAST, "Your certificate is valid until 24 November 2028."),
        (LAST + DAY, "Until 24 December 2028 this refresher is enough to renew it."),
        (LAST + 31 * DAY, "Your certificate expired on 24 November 2028. Take the course again to earn a new one."),
    ],
)
@pytest.mark.usefixtures("done", "refresher")
def test_the_home_says_how_the_certificate_stands(
    cast: Cast, course: CoursePage, client_of: ClientOf, at: datetime, said: str
) -> None:
    require(cast, course)
    with time_machine.travel(at, tick=False):
        assert said in " ".join(client_of(cast.learner).get("/learn/").content.decode().split())


def test_the_home_names_the_tour_that_sets_the_day(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], client_of: ClientOf
) -> None:
    requirement = Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, days_before=0, starts_on=LONG_AGO)
    begins = TODAY + 108 * DAY
    said = "Before your tour begins on 12 March 2027."

    def seen() -> str:
        return " ".join(client_of(cast.learner).get("/learn/").content.decode().split())

    assert "You need it before your next tour; its day is not announced yet." in seen()
    Deployment.objects.create(unit=cast.battalion, mission="UNAK", starts_on=begins, ends_on=begins, announced_on=LONG_AGO)
    assert said in seen()
    Requirement.objects.filter(pk=requirement.pk).update(days_before=14)
    assert "14 days before your tour begins on 12 March 2027." in seen()
    assert "before 26 February 2027" in seen()


def test_a_certificate_that_lapses_on_tour_is_said_to_be_too_short(
    cast: Cast, course: CoursePage, done: Enrolment, client_of: ClientOf
) -> None:
    require(cast, course)
    begins = TODAY + 400 * DAY
    Deployment.objects.create(unit=cast.alpha, mission="UNAK", starts_on=begins, ends_on=begins + 400 * DAY)
    text = " ".join(client_of(cast.learner).get("/learn/").content.decode().split())
    assert "For your tour you need it until 3 March 2029. Renew it before you leave." in text
    assert "Renew now" in text


@pytest.mark.parametrize(
    ("shift", "said"), [(0, "You need a valid one since 24 November 2026."), (900, "You need a valid one by 12 May 2029.")]
)
@pytest.mark.usefixtures("done")
def test_a_lapsed_certificate_says_by_when_a_valid_one_is_needed(
    cast: Cast, course: CoursePage, client_of: ClientOf, shift: int, said: str
) -> None:
    require(cast, course)
    Requirement.objects.update(due_on=TODAY + shift * DAY)
    with time_machine.travel(LAST + DAY, tick=False):
        text = " ".join(client_of(cast.learner).get("/learn/").content.decode().split())
    assert said in text
    assert "Begin again" in text
