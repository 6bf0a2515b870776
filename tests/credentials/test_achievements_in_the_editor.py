"""Administrators say what can be earned and who must earn it by when; what was earned stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from credentials.models import Achievement, Requirement
from people.models import User
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement, make_course

ClientOf = Callable[[User | None], Client]
ACHIEVEMENTS, REQUIREMENTS = "/admin/snippets/credentials/achievement/", "/admin/requirement/"


def form(**changes: Any) -> dict[str, Any]:
    return {"key": "driving", "name": "Safe driving", "description": "", "criteria": "Drive.", "validity_months": "12"} | changes


def test_an_administrator_makes_an_achievement(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.administrator).post(f"{ACHIEVEMENTS}add/", form())
    assert answer.status_code == 302
    made = Achievement.objects.get(key="driving")
    assert (made.name, made.validity_months, made.locale.language_code) == ("Safe driving", 12, "en")


def test_without_months_it_never_expires(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.administrator).post(f"{ACHIEVEMENTS}add/", form(validity_months=""))
    assert Achievement.objects.get(key="driving").validity_months is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"validity_months": "0"}, "At least one month"), ({"key": "core"}, "already exists"), ({"name": ""}, "required")],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, client_of: ClientOf, changes: dict[str, str], said: str) -> None:
    make_achievement()
    answer = client_of(cast.administrator).post(f"{ACHIEVEMENTS}add/", form(**changes))
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_the_key_never_changes(cast: Cast, client_of: ClientOf) -> None:
    achievement = make_achievement()
    client_of(cast.administrator).post(f"{ACHIEVEMENTS}edit/{achievement.pk}/", form(key="other", name="New name"))
    achievement.refresh_from_db()
    assert (achievement.key, achievement.name) == ("core", "New name")


@pytest.mark.parametrize("use", ["earned", "required", "taught"])
def test_an_achievement_in_use_is_not_deleted(cast: Cast, client_of: ClientOf, use: str) -> None:
    achievement = make_achievement()
    if use == "earned":
        issued(cast.learner, achievement)
    elif use == "required":
        Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on="2027-03-12")
    else:
        make_course(achievement=achievement)
    answer = client_of(cast.administrator).post(f"{ACHIEVEMENTS}delete/{achievement.pk}/", follow=True)
    assert Achievement.objects.filter(pk=achievement.pk).exists()
    assert "In use, therefore kept" in answer.content.decode()


def test_an_unused_one_is_deleted(cast: Cast, client_of: ClientOf) -> None:
    achievement = make_achievement()
    client_of(cast.administrator).post(f"{ACHIEVEMENTS}delete/{achievement.pk}/")
    assert not Achievement.objects.exists()


def test_an_administrator_asks_a_unit_for_an_achievement_by_a_day(cast: Cast, client_of: ClientOf) -> None:
    values = {"unit": cast.alpha.pk, "achievement": make_achievement().pk, "due_on": "2027-03-12"}
    client = client_of(cast.administrator)
    assert client.post(f"{REQUIREMENTS}new/", values).status_code == 302
    assert Requirement.objects.get().unit == cast.alpha
    listing = client.get(REQUIREMENTS).content.decode()
    assert "Alpha Company" in listing
    assert "Human rights for peacekeepers" in listing


@pytest.mark.parametrize("role", ["trainer", "commander", "learner"])
@pytest.mark.parametrize("page", [ACHIEVEMENTS, REQUIREMENTS, f"{ACHIEVEMENTS}add/", f"{REQUIREMENTS}new/"])
def test_nobody_else_does(cast: Cast, client_of: ClientOf, role: str, page: str) -> None:
    answer = client_of(getattr(cast, role)).get(page)
    assert answer.status_code in (302, 403)
    if answer.status_code == 302:
        assert "snippets" not in answer["Location"].split("?")[0]


def test_the_lists_take_a_fixed_number_of_queries(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(20):
        achievement = make_achievement(f"a-{number}")
        Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on="2027-03-12")
    client = client_of(cast.administrator)
    client.get(ACHIEVEMENTS)
    for page in (ACHIEVEMENTS, REQUIREMENTS):
        with django_assert_max_num_queries(32):
            client.get(page)
