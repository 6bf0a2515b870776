"""Asking a unit for an achievement, and ending it: by a day or before a tour, narrowed, never edited."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.demands import demands_on
from credentials.models import Requirement
from credentials.services import end_requirement, require_achievement
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.planned import achievement, in_days, officer_of, required, tour, typed_requirement
from tests.factories.people import CountryFactory, RankFactory, UnitFactory

ClientOf = Callable[[User | None], Client]
NEW = "/requirements/new/"


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(officer_of(cast.alpha))


def test_it_binds_from_today_and_says_how_many(cast: Cast, client: Client) -> None:
    answer = client.post(NEW, typed_requirement(cast.alpha), follow=True)
    assert "Saved. It binds 3 people today." in answer.content.decode()
    made = Requirement.objects.get()
    assert (made.unit, made.due_on, made.days_before, made.ends_on) == (cast.alpha, in_days(90), None, None)
    assert made.starts_on == timezone.localdate()
    assert [demand.due_on for demand in demands_on(cast.learner, timezone.localdate())] == [in_days(90)]


def test_a_form_sent_twice_asks_once(cast: Cast, client: Client) -> None:
    assert cast.commander.rank is not None
    for ranks in ([], [cast.commander.rank.pk]):
        values = typed_requirement(cast.alpha, levels=["2"], ranks=ranks)
        assert [client.post(NEW, values)["Location"] for _ in range(2)] == ["/requirements/"] * 2
    assert Requirement.objects.count() == 2


def test_it_can_be_narrowed_to_levels_posts_and_ranks(cast: Cast, client: Client) -> None:
    rank = cast.commander.rank
    assert rank is not None
    values = typed_requirement(cast.alpha, levels=["2", "3"], posts=["commander"], ranks=[rank.pk])
    text = client.post(NEW, values, follow=True).content.decode()
    made = Requirement.objects.get()
    assert (made.levels, made.posts, list(made.ranks.all())) == ([2, 3], ["commander"], [rank])
    assert "It binds 1 person today." in text
    assert "Commanders and staff" in text
    assert "Captain" in text
    assert demands_on(cast.learner, timezone.localdate()) == []


def test_days_before_the_tour_follow_from_the_deployment(cast: Cast, client: Client) -> None:
    client.post(NEW, typed_requirement(cast.alpha, due_on="", days_before="14"))
    assert "14 days before the tour begins (no tour is announced)" in " ".join(
        client.get("/requirements/").content.decode().split()
    )
    begins = tour(cast.alpha).starts_on
    assert demands_on(cast.learner, timezone.localdate())[0].due_on == begins - timedelta(days=14)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": ""}, "before the tour: one of the two."),
        ({"days_before": "14"}, "before the tour: one of the two."),
        ({"due_on": "2020-01-01"}, "This day is past."),
        ({"due_on": "9999-12-31"}, "Look at the year."),
        ({"due_on": "", "days_before": "9999"}, "At most 730 days."),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"levels": ["9"]}, "Select a valid choice"),
        ({"posts": ["general"]}, "Select a valid choice"),
        ({"achievement": "0"}, "Select a valid choice"),
        ({"unit": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(cast: Cast, client: Client, changes: dict[str, Any], said: str) -> None:
    text = client.post(NEW, typed_requirement(cast.alpha, **changes)).content.decode()
    assert said in text
    assert "is violated" not in text
    assert not Requirement.objects.exists()


def test_ranks_of_another_country_are_not_offered_to_an_officer_and_refused_to_an_administrator(
    cast: Cast, client: Client, client_of: ClientOf
) -> None:
    other = CountryFactory(code="XB", name="Boralia")
    rank = RankFactory(country=other, abbreviation="Kpt", name="Kapten")
    UnitFactory(country=other)
    assert "Kapten" not in client.get(NEW).content.decode()
    values = typed_requirement(cast.alpha, ranks=[rank.pk])
    assert "own country" in client_of(cast.administrator).post(NEW, values).content.decode()
    assert not Requirement.objects.exists()


def test_ending_is_confirmed_first_and_takes_effect_tomorrow(cast: Cast, client: Client) -> None:
    requirement = required(cast.alpha)
    page = f"/requirements/{requirement.pk}/end/"
    assert "End this requirement?" in client.get(page).content.decode()
    assert demands_on(cast.learner, in_days(1))
    assert client.post(page).status_code == 302
    today = timezone.localdate()
    assert demands_on(cast.learner, today)
    assert demands_on(cast.learner, in_days(1)) == []


def test_ending_again_keeps_the_first_day(cast: Cast) -> None:
    made = require_achievement(unit=cast.alpha, achievement=achievement(), by=cast.administrator, at=NOW, due_on=TODAY)
    ended = end_requirement(requirement=made, by=cast.administrator, at=NOW)
    again = end_requirement(requirement=made, by=cast.administrator, at=NOW + timedelta(days=9))
    assert ended.ends_on == again.ends_on == TODAY
    assert again.changed_at == NOW


def test_both_deeds_leave_a_line_with_ids_and_no_names(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "bluehelm.credentials"):
        made = require_achievement(unit=cast.alpha, achievement=achievement(), by=cast.administrator, at=NOW, days_before=7)
        end_requirement(requirement=made, by=cast.administrator, at=NOW)
    lines: list[Any] = caplog.records
    assert [line.getMessage() for line in lines] == ["requirement made", "requirement ended"]
    assert all(line.data == {"requirement": made.pk, "unit": cast.alpha.pk, "by": cast.administrator.pk} for line in lines)


def test_one_that_binds_later_ends_on_its_first_day_at_the_earliest(cast: Cast) -> None:
    later = required(cast.alpha)
    Requirement.objects.filter(pk=later.pk).update(starts_on=TODAY + timedelta(days=5))
    later.refresh_from_db()
    assert end_requirement(requirement=later, by=cast.administrator, at=NOW).ends_on == TODAY + timedelta(days=5)


def test_the_lists_ask_a_fixed_number_of_queries(
    cast: Cast, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    required(cast.alpha)
    client.get("/requirements/")
    with django_assert_num_queries(13) as few:
        client.get("/requirements/")
    for unit in (cast.platoon, cast.alpha, cast.contingent) * 3:
        required(unit, days_before=14)
        tour(unit)
    with django_assert_num_queries(len(few)):
        client.get("/requirements/")
