"""A course asks for one passed assessed scenario of each family that it names, by the rules of the day of enrolment."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from courses.models import Completion, CoursePage, ModulePage
from courses.services import complete_course, enrol_learner
from scenarios.models import ScenarioPage
from tests.conftest import Cast
from tests.factories.courses import make_achievement, make_course, make_module
from tests.factories.scenarios import make_scenario, small_story
from tests.scenarios.runs import begin, make

pytestmark = pytest.mark.django_db
PASSES, FAILS = ("warn", "call"), ("fire", "skip")
STILL = "All activities are finished. Pass one assessed scenario of each family below, too."


@pytest.fixture
def course(db: None) -> CoursePage:
    return make_course(achievement=make_achievement(), required_families=["protect", "detain"])


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return make_module(course)


@pytest.fixture
def protect(module: ModulePage) -> ScenarioPage:
    return scenario_of(module, "protect", is_required=True)


@pytest.fixture
def detain(module: ModulePage) -> ScenarioPage:
    return scenario_of(module, "detain")


def scenario_of(module: ModulePage, family: str, **extra: Any) -> ScenarioPage:
    document = small_story() | {"family": family, "title": f"To {family}"}
    return make_scenario(module, document, **({"is_required": False} | extra))


def play(scenario: ScenarioPage, cast: Cast, now: datetime, *choices: str) -> Any:
    """The learner's enrolment after one play."""
    run = begin(scenario, cast.learner, now)
    make(run, *choices, at=now)
    run.enrolment.refresh_from_db()
    return run.enrolment


def test_one_of_each_family_completes_the_course(protect: ScenarioPage, detain: ScenarioPage, cast: Cast, now: datetime) -> None:
    assert play(protect, cast, now, *PASSES).completed_at is None
    enrolment = play(detain, cast, now, *PASSES)
    assert enrolment.completed_at == now
    assert enrolment.credential is not None
    assert set(Completion.objects.values_list("family", flat=True)) == {"protect", "detain"}


def test_a_failed_play_proves_nothing(protect: ScenarioPage, detain: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(protect, cast, now, *PASSES)
    assert play(detain, cast, now, *FAILS).completed_at is None


def test_practice_proves_nothing_until_it_is_assessed(
    module: ModulePage, protect: ScenarioPage, cast: Cast, now: datetime
) -> None:
    play(protect, cast, now, *PASSES)
    detain = scenario_of(module, "detain", mode="practice")
    assert play(detain, cast, now, *PASSES).completed_at is None
    detain.mode = "assessed"
    detain.save_revision().publish()
    assert play(detain, cast, now, *PASSES).completed_at == now


def test_two_of_one_family_do_not_stand_for_another(module: ModulePage, protect: ScenarioPage, cast: Cast, now: datetime) -> None:
    play(protect, cast, now, *PASSES)
    other = make_scenario(module, small_story() | {"title": "Another"}, is_required=False)
    assert play(other, cast, now, *PASSES).completed_at is None


def test_the_rules_of_the_first_day_hold(course: CoursePage, protect: ScenarioPage, cast: Cast, now: datetime) -> None:
    enrol_learner(learner=cast.learner, course=course, at=now)
    enrol_learner(learner=cast.comrade, course=course, at=now)
    CoursePage.objects.filter(pk=course.pk).update(required_families=[])
    assert play(protect, cast, now, *PASSES).completed_at is None
    late = enrol_learner(learner=cast.commander, course=CoursePage.objects.get(pk=course.pk), at=now)
    assert late.required_families == []


def test_finishing_by_hand_asks_for_families_too(protect: ScenarioPage, cast: Cast, now: datetime) -> None:
    enrolment = play(protect, cast, now, *PASSES)
    assert not complete_course(enrolment=enrolment, at=now)


@pytest.fixture
def client(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.learner)


def test_outline_and_home_say_what_is_missing(
    protect: ScenarioPage, detain: ScenarioPage, cast: Cast, now: datetime, client: Client
) -> None:
    course = protect.get_parent().get_parent()
    assert "Not passed yet" in client.get(course.get_url()).content.decode()
    play(protect, cast, now, *PASSES)
    for url in (course.get_url(), reverse("courses:home")):
        text = client.get(url).content.decode()
        assert STILL in text
        assert "Protect: Passed" in text
        assert "Detain: Not passed yet" in text
        assert "Finish the course" not in text
    assert "Family: Detain" in client.get(detain.get_url()).content.decode()


def test_what_was_passed_before_there_were_families_counts(
    protect: ScenarioPage, detain: ScenarioPage, cast: Cast, now: datetime
) -> None:
    play(protect, cast, now, *PASSES)
    Completion.objects.update(family="")
    importlib.import_module("scenarios.migrations.0006_proven_families").note_families(apps, None)
    assert Completion.objects.get().family == "protect"


def test_the_editor_offers_the_families(course: CoursePage, cast: Cast, client_of: Callable[..., Client]) -> None:
    page = client_of(cast.trainer).get(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    field = page.context["form"]["required_families"]
    assert [value for value, _label in field.field.choices] == ["protect", "detain", "conduct"]
    assert field.value() == ["protect", "detain"]
