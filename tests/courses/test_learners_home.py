"""The learner's home: what is required, by when, what is next, what was earned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.home import LearnerHome, learner_home
from courses.models import CoursePage, LessonPage
from credentials.models import Requirement
from credentials.services import revoke_credential
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import enrolled, finish, make_achievement, make_course, make_lesson, make_module, translated

pytestmark = pytest.mark.django_db


def require(cast: Cast, course: CoursePage, due_on: date) -> Requirement:
    return Requirement.objects.create(unit=cast.battalion, achievement=course.achievement, due_on=due_on)


def home_of(user: User, on: date = TODAY, language: str = "en") -> LearnerHome:
    return learner_home(user, on, language)


@pytest.fixture
def seen(cast: Cast, client_of: Callable[..., Client]) -> Callable[[], str]:
    """The page as the learner sees it on the day of the tests."""

    def html() -> str:
        return " ".join(client_of(cast.learner).get(reverse("courses:home")).content.decode().split())

    return html


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# --- Words ---------------------------------------------------------------------------------------


def test_it_says_how_much_is_left_before_which_day(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    require(cast, course, TODAY + timedelta(days=108))
    finish(cast.learner, course, NOW, lessons[0])
    assert "You have 2 activities left before 12 March 2027." in seen()


def test_the_button_starts_and_then_goes_on(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    assert f'<a class="button" href="{lessons[0].get_url()}">Start<' in seen()
    finish(cast.learner, course, NOW, lessons[0])
    assert f'<a class="button" href="{lessons[1].get_url()}">Continue<' in seen()


def test_what_is_overdue_says_since_when(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    require(cast, course, date(2026, 11, 1))
    finish(cast.learner, course, NOW, *lessons[:2])
    assert "This was due on 1 November 2026. 1 activity is left." in seen()


def test_on_the_day_itself_nothing_is_overdue(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> None:
    require(cast, course, TODAY)
    assert not home_of(cast.learner).cards[0].is_overdue
    assert home_of(cast.learner, TODAY + timedelta(days=1)).cards[0].is_overdue


def test_what_was_earned_says_until_when(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    require(cast, course, date(2026, 11, 1))
    finish(cast.learner, course, NOW, *lessons)
    html = seen()
    assert "Your certificate is valid until 24 November 2028." in html
    assert "due on" not in html
    assert "Issued 24 November 2026" in html


def test_an_expired_certificate_says_so_and_what_to_do(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    require(cast, course, date(2026, 11, 1))
    finish(cast.learner, course, NOW - timedelta(days=760), *lessons)
    assert "Your certificate expired on 25 October 2026. Take the course again to earn a new one." in seen()


def test_a_revoked_certificate_says_so_and_offers_the_course_again(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    enrolment = finish(cast.learner, course, NOW, *lessons)
    revoke_credential(credential=enrolment.credential, by=cast.administrator, reason="Wrong person.", at=NOW)
    html = seen()
    assert "Your certificate was revoked on 24 November 2026. Take the course again to earn a new one." in html
    assert "Begin again" in html


def test_with_nothing_to_learn_it_says_whom_to_ask(cast: Cast, seen: Callable[[], str]) -> None:
    html = seen()
    assert "No course is open to you. Ask your training officer." in html
    assert "Your certificates will stand here." in html


def test_a_course_without_activities_asks_for_nothing(cast: Cast, course: CoursePage, seen: Callable[[], str]) -> None:
    assert "Nothing to finish in this course yet." in seen()


def test_what_no_open_course_teaches_is_not_kept_quiet(cast: Cast, seen: Callable[[], str]) -> None:
    achievement = make_achievement("mines", name="Mine awareness")
    Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on=date(2027, 3, 12))
    assert "You need “Mine awareness” (due on 12 March 2027), but no course for it is open." in seen()


# --- Which courses -------------------------------------------------------------------------------


def test_what_is_due_first_comes_first_and_carries_the_one_accent_button(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], seen: Callable[[], str]
) -> None:
    other = make_course("Driving", make_achievement("driving"))
    make_lesson(make_module(other))
    require(cast, course, TODAY + timedelta(days=90))
    require(cast, other, TODAY + timedelta(days=30))
    home = home_of(cast.learner)
    assert [card.outline.course for card in home.cards] == [other, course]
    assert home.next is home.cards[0]
    assert seen().count('class="button"') == 1


def test_what_is_earned_stands_back(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> None:
    other = make_course("Driving", make_achievement("driving"))
    make_lesson(make_module(other))
    require(cast, course, TODAY + timedelta(days=10))
    require(cast, other, TODAY + timedelta(days=30))
    finish(cast.learner, course, NOW, *lessons)
    home = home_of(cast.learner)
    assert home.next is not None
    assert home.next.outline.course == other


def test_the_earliest_of_several_days_counts(cast: Cast, course: CoursePage) -> None:
    require(cast, course, TODAY + timedelta(days=90))
    Requirement.objects.create(unit=cast.alpha, achievement=course.achievement, due_on=TODAY + timedelta(days=20))
    Requirement.objects.create(unit=cast.bravo, achievement=course.achievement, due_on=TODAY)
    assert home_of(cast.learner).cards[0].due_on == TODAY + timedelta(days=20)


def test_only_what_is_required_or_begun_is_shown(cast: Cast, course: CoursePage) -> None:
    begun, _other = make_course("Begun"), make_course("Other")
    require(cast, course, TODAY)
    enrolled(cast.learner, begun, NOW)
    assert [card.outline.course for card in home_of(cast.learner).cards] == [course, begun]


def test_where_nothing_is_required_or_begun_every_open_course_is_shown(cast: Cast, course: CoursePage) -> None:
    other = make_course("Other")
    assert {card.outline.course for card in home_of(cast.learner).cards} == {course, other}


def test_a_course_in_a_closed_section_is_not_shown(cast: Cast, course: CoursePage) -> None:
    restriction = PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.GROUPS)
    assert home_of(cast.learner).cards == []
    restriction.groups.set(cast.trainer.groups.all())
    assert [card.outline.course for card in home_of(cast.trainer).cards] == [course]


def test_a_course_is_shown_once_in_the_readers_language(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> None:
    translated(course, "fr", title="Cours")
    require(cast, course, TODAY)
    assert [card.outline.course.title for card in home_of(cast.learner).cards] == ["Core course"]
    assert [card.outline.course.title for card in home_of(cast.learner, language="fr").cards] == ["Cours"]
    assert [card.outline.course.title for card in home_of(cast.learner, language="ar").cards] == ["Core course"]


def test_an_unpublished_course_is_not_shown(cast: Cast, course: CoursePage) -> None:
    require(cast, course, TODAY)
    course.unpublish()
    home = home_of(cast.learner)
    assert home.cards == []
    assert [demand.achievement_key for demand in home.unserved] == ["core"]


# --- Cost and access -----------------------------------------------------------------------------


def test_it_costs_the_same_however_much_there_is(
    cast: Cast, course: CoursePage, lessons: list[LessonPage], django_assert_num_queries: Callable, now: datetime
) -> None:
    require(cast, course, TODAY)
    finish(cast.learner, course, now, lessons[0])
    learner = User.objects.select_related("rank").get(pk=cast.learner.pk)
    home_of(learner)
    with django_assert_num_queries(9) as before:
        home_of(learner)
    for number in range(3):
        other = make_course(f"Other {number}", make_achievement(f"other-{number}"))
        make_lesson(make_module(other))
        require(cast, other, TODAY)
    with django_assert_num_queries(len(before)):
        home_of(learner)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    url = reverse("courses:home")
    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"
