"""Another language: a page leads to its translation, or stays; whatever is no page stays where it is."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from courses.models import CoursePage, LessonPage
from tests.factories.courses import make_course, make_lessons, make_module, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons() -> list[LessonPage]:
    """The first of two is translated."""
    made = make_lessons(make_module(make_course()), "first", "second")
    translated(made[0], "fr", slug="premier")
    caches["local"].clear()
    return made


def led_to(path: str, language: str) -> str:
    answer = Client().post("/language/", {"next": path, "language": language})
    assert answer.cookies["django_language"].value == language
    return str(answer["Location"])


def test_a_page_leads_to_its_translation_and_back(lessons: list[LessonPage]) -> None:
    french = led_to("/core-course/humane-treatment/first/", "fr")
    assert french.startswith("/fr/")
    assert french.endswith("/premier/")
    assert led_to(french, "en") == "/core-course/humane-treatment/first/"
    assert Client().get(french).status_code == 200


def test_a_page_that_is_not_translated_stays(lessons: list[LessonPage]) -> None:
    for language in ("fr", "ar"):
        assert led_to("/core-course/humane-treatment/second/", language) == "/core-course/humane-treatment/second/"


def test_a_withdrawn_translation_is_none(lessons: list[LessonPage]) -> None:
    LessonPage.objects.get(locale__language_code="fr").unpublish()
    assert led_to("/core-course/humane-treatment/first/", "fr") == "/core-course/humane-treatment/first/"


@pytest.mark.parametrize("path", ["/rules/", "/learn/"])
def test_what_is_no_page_stays(path: str) -> None:
    assert led_to(path, "fr") == path


@pytest.mark.parametrize("path", ["https://elsewhere.example/core/", "//elsewhere.example/core/"])
def test_nobody_is_led_to_another_site(path: str) -> None:
    assert led_to(path, "fr").startswith("/")
    assert not led_to(path, "fr").startswith("//")


def test_the_start_page_lists_courses_in_the_readers_language(lessons: list[LessonPage]) -> None:
    CoursePage.objects.filter(locale__language_code="fr").update(title="Cours de base")
    client = Client()
    client.cookies["django_language"] = "fr"
    assert '<bdi lang="fr">Cours de base</bdi>' in client.get("/").content.decode()
    assert '<bdi lang="en">Core course</bdi>' in Client().get("/").content.decode()
