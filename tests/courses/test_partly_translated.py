"""A course of which only some is translated: the rest stands in the original's words, and everything is still needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from courses.home import learner_home
from courses.models import CoursePage, Enrolment, LessonPage
from courses.outline import course_outline
from courses.services import enrol_learner, record_completion, required_keys
from credentials.models import Credential
from people.levels import Level
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_achievement, make_course, make_lessons, make_module, translated

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
Lessons = dict[str, LessonPage]


@pytest.fixture
def lessons() -> Lessons:
    """Two modules of two lessons in English: “first” and “second”, “third” and “fourth”."""
    course = make_course(achievement=make_achievement())
    made = make_lessons(make_module(course), "first", "second")
    made += make_lessons(make_module(course, 2, "Detention"), "third", "fourth")
    return {lesson.title: lesson for lesson in made}


@pytest.fixture
def french(lessons: Lessons) -> Lessons:
    """“first” and “fourth” in French, with their modules and the course."""
    found = {
        "premier": translated(lessons["first"], "fr", title="premier"),
        "quatrième": translated(lessons["fourth"], "fr", title="quatrième"),
    }
    caches["local"].clear()
    return found


def course_in(language: str) -> CoursePage:
    found: CoursePage = CoursePage.objects.select_related("locale").get(locale__language_code=language)
    return found


def do(learner: Any, lesson: LessonPage, at: datetime) -> Enrolment:
    language = lesson.locale.language_code
    enrolment = enrol_learner(learner=learner, course=course_in(language), at=at)
    record_completion(enrolment=enrolment, activity=lesson, at=at)
    enrolment.refresh_from_db()
    return enrolment


def test_the_outline_is_whole_and_says_in_which_language_each_stands(cast: Cast, french: Lessons) -> None:
    outline = course_outline(course_in("fr"), cast.learner)
    assert [(row.title, row.language) for row in outline.activities] == [
        ("premier", "fr"),
        ("second", "en"),
        ("third", "en"),
        ("quatrième", "fr"),
    ]
    assert [row.url.startswith("/fr/") for row in outline.activities] == [True, False, False, True]
    assert [module.total for module in outline.modules] == [2, 2]


def test_every_language_needs_the_same(cast: Cast, french: Lessons, lessons: Lessons) -> None:
    keys = {lesson.translation_key for lesson in lessons.values()}
    assert required_keys(course_in("fr"), Level.EVERYONE) == required_keys(course_in("en"), Level.EVERYONE) == keys


def test_what_is_translated_does_not_certify_alone(cast: Cast, french: Lessons, now: datetime) -> None:
    for lesson in french.values():
        enrolment = do(cast.learner, lesson, now)
    assert enrolment.completed_at is None
    assert not Credential.objects.exists()


def test_half_in_french_and_half_in_english_certifies_once(cast: Cast, french: Lessons, lessons: Lessons, now: datetime) -> None:
    for lesson in (french["premier"], lessons["second"], lessons["third"], lessons["first"]):
        assert do(cast.learner, lesson, now).completed_at is None
    assert do(cast.learner, french["quatrième"], now).completed_at == now
    do(cast.learner, lessons["fourth"], now)
    assert Credential.objects.get().holder == cast.learner
    assert Enrolment.objects.get().completions.count() == 4


def test_what_only_the_translation_has_is_needed_by_nobody(cast: Cast, french: Lessons, lessons: Lessons) -> None:
    module = french["premier"].get_parent().specific
    [more] = make_lessons(module, "encore")
    outline = course_outline(course_in("fr"), cast.learner)
    [row] = [row for row in outline.activities if row.pk == more.pk]
    assert not row.is_required
    assert [each.title for each in outline.modules[0].activities] == ["premier", "second", "encore"]
    assert more.translation_key not in required_keys(course_in("fr"), Level.EVERYONE)


def test_a_lesson_that_is_withdrawn_in_french_stands_in_english_again(cast: Cast, french: Lessons) -> None:
    french["premier"].unpublish()
    assert course_outline(course_in("fr"), cast.learner).activities[0].title == "first"


def test_the_home_continues_in_french_and_in_english_where_it_must(cast: Cast, french: Lessons, now: datetime) -> None:
    def next_title() -> str:
        card = learner_home(cast.learner, now.date(), "fr").cards[0]
        assert card.outline.next
        return card.outline.next.title

    assert next_title() == "premier"
    do(cast.learner, french["premier"], now)
    assert next_title() == "second"


def test_after_a_lesson_in_english_the_way_leads_back_to_french(
    cast: Cast, french: Lessons, lessons: Lessons, client_of: ClientOf, now: datetime
) -> None:
    do(cast.learner, french["premier"], now)
    do(cast.learner, lessons["second"], now)
    client = client_of(cast.learner)
    client.cookies["django_language"] = "fr"
    answer = client.post(f"/learn/lessons/{lessons['third'].pk}/finish/")
    assert answer.url.startswith("/fr/")
    assert answer.url.endswith(f"/{french['quatrième'].slug}/")


def test_the_lesson_page_lists_its_module_in_the_readers_language(
    cast: Cast, french: Lessons, lessons: Lessons, client_of: ClientOf
) -> None:
    client = client_of(cast.learner)
    client.cookies["django_language"] = "fr"
    page = client.get(lessons["second"].url).content.decode()
    assert '<bdi class="activity-title" lang="fr">premier</bdi>' in page
    assert '<bdi class="activity-title" lang="en">second</bdi>' in page
    chosen = client.get(lessons["first"].url).content.decode()
    assert "premier" not in chosen


def test_the_course_page_names_the_language_of_what_is_not_translated(cast: Cast, french: Lessons, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    client.cookies["django_language"] = "fr"
    with translation.override("fr"):
        page = client.get(course_in("fr").url).content.decode()
    assert page.count("<span>Anglais</span>") == 2
