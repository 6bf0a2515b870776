"""A training officer opens a class for a unit of the own subtree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.models import CoursePage, LessonPage, TrainingClass
from people.models import User
from tests.conftest import Cast
from tests.factories.courses import make_achievement, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast: Cast, course: CoursePage, lessons: list[LessonPage]) -> dict[str, Any]:
    return {
        "course": course.pk,
        "title": "Alpha, June",
        "unit": cast.alpha.pk,
        "place": "Hall 2",
        "language": "fr",
        "instructors": [cast.trainer.pk],
    }


def test_it_stands_with_its_instructors_and_leads_to_its_page(
    cast: Cast, officer: User, client_of: Callable[[User], Client], form: dict[str, Any]
) -> None:
    answer = client_of(officer).post("/classes/open/", form)
    made = TrainingClass.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.title, made.unit, made.language, made.made_by) == ("Alpha, June", cast.alpha, "fr", officer)
    assert [instructor.user for instructor in made.instructors.all()] == [cast.trainer]


def test_a_unit_of_somebody_else_is_no_choice(
    cast: Cast, officer: User, client_of: Callable[[User], Client], form: dict[str, Any]
) -> None:
    answer = client_of(officer).post("/classes/open/", form | {"unit": cast.bravo.pk})
    assert "Select a valid choice" in answer.content.decode()
    assert not TrainingClass.objects.exists()


def test_nor_is_an_instructor_who_is_no_trainer(
    cast: Cast, officer: User, client_of: Callable[[User], Client], form: dict[str, Any]
) -> None:
    client_of(officer).post("/classes/open/", form | {"instructors": [cast.commander.pk]})
    assert not TrainingClass.objects.exists()


def test_officers_may_teach_themselves(officer: User, client_of: Callable[[User], Client], form: dict[str, Any]) -> None:
    client_of(officer).post("/classes/open/", form | {"instructors": [officer.pk]})
    assert TrainingClass.objects.get().instructors.get().user == officer


def test_a_class_has_an_instructor(officer: User, client_of: Callable[[User], Client], form: dict[str, Any]) -> None:
    client_of(officer).post("/classes/open/", form | {"instructors": []})
    assert not TrainingClass.objects.exists()


def test_an_administrator_may_leave_the_unit_out(cast: Cast, client_of: Callable[[User], Client], form: dict[str, Any]) -> None:
    client_of(cast.administrator).post("/classes/open/", form | {"unit": ""})
    assert TrainingClass.objects.get().unit is None


def test_a_form_sent_twice_opens_one(officer: User, client_of: Callable[[User], Client], form: dict[str, Any]) -> None:
    first, second = (client_of(officer).post("/classes/open/", form) for _ in range(2))
    assert first["Location"] == second["Location"] == TrainingClass.objects.get().get_absolute_url()
    client_of(officer).post("/classes/open/", form | {"title": "Alpha, July"})
    assert TrainingClass.objects.count() == 2


def test_the_course_and_the_language_of_the_reader_are_offered_first(
    cast: Cast, officer: User, client_of: Callable[[User], Client], course: CoursePage
) -> None:
    french = course.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    french.title = f"A {course.title}"  # before the other by its letter
    french.save_revision().publish()
    client = client_of(officer)
    for language, first in (("en", course.pk), ("fr", french.pk)):
        client.cookies["django_language"] = language
        form = client.get("/classes/open/").context["form"]
        assert form.fields["course"].queryset.first().pk == first
        assert form["language"].value() == language


def test_from_the_page_of_a_unit_that_unit_and_a_course_to_its_certificate_are_chosen(
    cast: Cast, officer: User, client_of: Callable[[User], Client], course: CoursePage
) -> None:
    """The button is called “Open a class” there; the first unit and course of the lists may be others."""
    driving = make_course("A driving course", make_achievement("driving"), slug="driving")
    make_course("A driving course again", driving.achievement, slug="again", is_refresher=True)
    client = client_of(officer)
    form = client.get("/classes/open/", {"unit": cast.platoon.pk, "achievement": "driving"}).context["form"]
    assert (form["unit"].value(), form["course"].value()) == (cast.platoon.pk, driving.pk)
    for nonsense in ("9" * 40, "x", str(cast.bravo.pk)):
        html = client.get("/classes/open/", {"unit": nonsense, "achievement": nonsense}).content.decode()
        assert f'value="{cast.platoon.pk}" selected' not in html
