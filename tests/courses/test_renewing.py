"""Each certification period is an enrolment of its own, begun when renewal opens; what was done before stays in the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from courses.home import CourseCard, learner_home
from courses.models import Completion, CoursePage, Enrolment, LessonPage
from courses.services import complete_course, enrol_learner, record_completion
from credentials.models import Credential, Deployment, Requirement
from credentials.recertification import Rule
from credentials.services import call_for_renewal, revoke_credential, set_renewal_rule
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import finish, make_course, make_lesson, make_module
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OPENS = NOW + timedelta(days=641)  # 24 months less 90 days after NOW: 26 August 2028
LAST = datetime(2028, 11, 24, 10, tzinfo=NOW.tzinfo)
ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _rule(cast: Cast, course: CoursePage) -> None:
    """24 months, 90 days of window, 30 of grace."""
    set_renewal_rule(achievement_key="core", rule=Rule(0, 24, 90, 30), by=cast.administrator, at=NOW - DAY)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def done(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> Enrolment:
    return finish(cast.learner, course, NOW, *lessons)


@pytest.fixture
def refresher(course: CoursePage) -> CoursePage:
    made = make_course("Refresher", course.achievement, slug="refresher", is_refresher=True)
    make_lesson(make_module(made), "What is new")
    return made


def lesson_of(course: CoursePage) -> LessonPage:
    return LessonPage.objects.descendant_of(course).get()


def cards(learner: User, at: datetime) -> dict[str, CourseCard]:
    return {card.outline.course.title: card for card in learner_home(learner, at.date(), "en").cards}


# --- When a period begins ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_new"),
    [(NOW + 9 * DAY, False), (OPENS - DAY, False), (OPENS, True), (LAST, True), (LAST + DAY, True), (LAST + 400 * DAY, True)],
)
def test_a_new_period_begins_from_the_opening_of_renewal_on(
    cast: Cast, course: CoursePage, done: Enrolment, at: datetime, is_new: bool
) -> None:
    assert (enrol_learner(learner=cast.learner, course=course, at=at) != done) == is_new
    assert Enrolment.objects.count() == 1 + is_new


def test_after_a_revocation_the_next_period_begins_at_once(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    revoke_credential(credential=done.credential, by=cast.administrator, reason="Wrong person.", at=NOW)
    assert enrol_learner(learner=cast.learner, course=course, at=NOW) != done


def test_a_call_for_renewal_opens_it(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    at = NOW + 30 * DAY
    call_for_renewal(achievement_key="core", due_on=TODAY + 90 * DAY, reason="New law.", by=cast.administrator, at=at)
    assert enrol_learner(learner=cast.learner, course=course, at=at) != done


def test_a_tour_that_outlasts_the_certificate_opens_it(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, days_before=14, starts_on=LONG_AGO)
    at = NOW + 200 * DAY
    assert enrol_learner(learner=cast.learner, course=course, at=at) == done
    begins = at.date() + 60 * DAY
    Deployment.objects.create(
        unit=cast.alpha, mission="UNAK", starts_on=begins, ends_on=begins + 600 * DAY, announced_on=LONG_AGO
    )
    assert enrol_learner(learner=cast.learner, course=course, at=at) != done


def test_the_new_period_is_at_the_level_of_the_rank_today(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    User.objects.filter(pk=cast.learner.pk).update(rank=cast.commander.rank)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS).level == 3
    done.refresh_from_db()
    assert done.level == 1


def test_beginning_twice_is_beginning_once(cast: Cast, course: CoursePage, done: Enrolment) -> None:
    first = enrol_learner(learner=cast.learner, course=course, at=OPENS)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS + DAY) == first


def test_a_course_that_earns_nothing_is_done_once(cast: Cast) -> None:
    course = make_course("Plain")
    lesson = make_lesson(make_module(course))
    done = finish(cast.learner, course, NOW, lesson)
    assert enrol_learner(learner=cast.learner, course=course, at=OPENS) == done


# --- What it earns -------------------------------------------------------------------------------


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


# --- What the learner sees -----------------------------------------------------------------------


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


def require(cast: Cast, course: CoursePage) -> None:
    Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, due_on=TODAY, starts_on=LONG_AGO)


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
