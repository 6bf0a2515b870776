"""What stands in the way: the module at which people stand, topics over five people and more, languages of nobody's course."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from base.routing import site_roots
from courses.models import ActivityPage, CoursePage, Enrolment
from courses.services import enrol_learner, record_completion
from credentials.models import Requirement
from people.models import User
from readiness.obstacles import Obstacles, obstacles_of
from tests.conftest import NOW, TODAY, Cast
from tests.factories.courses import make_lessons, make_module, make_topic, translated
from tests.readiness.contingents import certified_elsewhere, course_for, sight_on, soldier

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def course(cast: Cast) -> CoursePage:
    return course_for()


@pytest.fixture
def lessons(course: CoursePage) -> list[list[ActivityPage]]:
    """Two modules of two lessons; the second of each is for commanders only."""
    modules = [make_module(course, number, title=f"Module {number}") for number in (1, 2)]
    return [
        [*make_lessons(module, f"{module.title} A"), *make_lessons(module, f"{module.title} B", minimum_level=3)]
        for module in modules
    ]


def found(cast: Cast, language: str = "en") -> Obstacles:
    return obstacles_of(sight_on(cast.battalion), language=language, achievement_key="core")


def study(user: User, course: CoursePage, *activities: ActivityPage, short: bool = False) -> Enrolment:
    enrolment = enrol_learner(learner=user, course=course, at=NOW)
    for activity in activities:
        record_completion(enrolment=enrolment, activity=activity, at=NOW, shortfalls=[make_topic()] if short else [])
    return enrolment


def test_people_stand_at_the_first_module_that_they_have_not_finished(
    cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]]
) -> None:
    first = lessons[0]
    study(cast.learner, course)
    study(cast.comrade, course, first[0])
    study(cast.commander, course, first[0])  # a captain needs the second lesson of the module too
    modules = found(cast).modules
    assert [(module.number, module.standing, module.unfinished) for module in modules] == [(1, 2, 2), (2, 1, 3)]
    assert found(cast).stuck_at == modules[0]
    assert found(cast).in_progress == 3


def test_whoever_is_through_stands_nowhere(cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]]) -> None:
    study(cast.learner, course, lessons[0][0], lessons[1][0])
    assert found(cast).in_progress == 0


def test_the_ledger_is_read_as_it_was_on_the_day(cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]]) -> None:
    enrolment = study(cast.learner, course)
    record_completion(enrolment=enrolment, activity=lessons[0][0], at=NOW + timedelta(days=1))
    assert [module.standing for module in found(cast).modules] == [1, 0]


def test_lessons_finished_in_another_language_count(cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]]) -> None:
    french = translated(lessons[0][0], "fr")
    study(cast.learner, course, french)
    assert [module.standing for module in found(cast).modules] == [0, 1]


@pytest.mark.parametrize(("people", "named"), [(4, []), (5, [("Humane treatment", 5)])])
def test_a_topic_is_named_over_five_people_and_more(
    cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]], people: int, named: list[tuple[str, int]]
) -> None:
    for _ in range(people):
        study(soldier(cast.bravo, "not-started", course), course, lessons[0][0], short=True)
    assert found(cast).topics == named


def test_people_elsewhere_do_not_count(cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]]) -> None:
    study(cast.other_commander, course)
    sight = sight_on(cast.alpha)
    assert obstacles_of(sight, language="en", achievement_key="core").in_progress == 0


def test_a_language_is_a_gap_while_the_course_is_not_published_in_it(cast: Cast, course: CoursePage) -> None:
    User.objects.filter(pk__in=[cast.learner.pk, cast.comrade.pk]).update(language="fr")
    assert [(gap.language, gap.people) for gap in found(cast).languages] == [("French", 2)]
    translated(course, "fr")
    CoursePage.objects.filter(locale__language_code="fr").update(achievement=course.achievement)
    assert found(cast).languages == []


def test_whoever_holds_the_certificate_needs_no_course(cast: Cast, course: CoursePage) -> None:
    soldier(cast.bravo, "qualified", course, language="fr")
    assert found(cast).languages == []


def test_nor_does_whoever_holds_one_of_others_that_counts_or_is_asked_for_nothing(cast: Cast, course: CoursePage) -> None:
    """The unit’s page calls neither of them a gap."""
    asked = {"achievement": course.achievement, "due_on": TODAY, "starts_on": TODAY, "accepts_external": True}
    Requirement.objects.create(unit=cast.bravo, levels=[3], **asked)
    User.objects.filter(pk=cast.other_commander.pk).update(language="fr")  # a captain
    soldier(cast.bravo, "not-started", course, language="fr")
    assert [(gap.language, gap.people) for gap in found(cast).languages] == [("French", 1)]
    certified_elsewhere(cast, cast.other_commander, until=TODAY + timedelta(days=100))
    assert found(cast).languages == []


def test_the_page_says_it_in_words(
    cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]], client_of: ClientOf
) -> None:
    study(cast.learner, course)
    text = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/obstacles/?achievement=core").content.decode()
    assert "1 person is in the course." in text
    assert "The largest group (1) stands at module 1." in text
    assert "No topic fell short for five people or more." in text


def test_it_costs_a_fixed_number_of_queries(
    cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]], django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(6):
        study(soldier(cast.bravo, "not-started", course), course, lessons[0][0], short=True)
    site_roots()  # kept for a minute
    with django_assert_num_queries(8):
        found(cast)


def test_a_number_stands_before_its_module_in_an_arabic_page_too(
    cast: Cast, course: CoursePage, lessons: list[list[ActivityPage]], client_of: ClientOf
) -> None:
    study(cast.learner, course)
    address = f"/readiness/units/{cast.alpha.pk}/obstacles/?achievement=core"
    page = client_of(cast.commander).get(address, headers={"accept-language": "ar"}).content.decode()
    assert '<bdi lang="en" dir="ltr">1. ' in page
