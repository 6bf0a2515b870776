"""Whose units a training officer speaks for: the own subtree, on the days of the post, and nothing above or beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import Deployment, Requirement
from people.models import Unit, User
from people.permissions import can_manage_training, needs_second_factor
from tests.conftest import Cast
from tests.credentials.planned import in_days, officer_of, required, tour, typed_requirement, typed_tour
from tests.factories.people import LONG_AGO

ClientOf = Callable[[User | None], Client]
PAGES = ["/requirements/", "/requirements/new/", "/deployments/", "/deployments/new/"]
PLACES = {"alpha": 200, "platoon": 200, "battalion": 404, "contingent": 404, "bravo": 404}


@pytest.fixture
def officer(cast: Cast) -> User:
    return officer_of(cast.alpha)


@pytest.mark.parametrize("page", PAGES)
def test_a_training_officer_opens_the_pages(officer: User, client_of: ClientOf, page: str) -> None:
    assert client_of(officer).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["learner", "commander", "trainer"])
def test_nobody_else_does_whatever_else_they_may(cast: Cast, client_of: ClientOf, page: str, who: str) -> None:
    assert client_of(getattr(cast, who)).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_former_and_a_future_officer_do_not(cast: Cast, client_of: ClientOf, page: str) -> None:
    yesterday, tomorrow = in_days(-1), in_days(1)
    for user in (officer_of(cast.alpha, until=yesterday), officer_of(cast.alpha, since=tomorrow)):
        assert client_of(user).get(page).status_code == 404


@pytest.mark.parametrize(("place", "status"), PLACES.items())
def test_an_officer_ends_and_withdraws_only_in_the_own_subtree(
    cast: Cast, officer: User, client_of: ClientOf, place: str, status: int
) -> None:
    unit: Unit = getattr(cast, place)
    paths = [f"/requirements/{required(unit).pk}/end/", f"/deployments/{tour(unit).pk}/withdraw/"]
    for path in paths:
        client = client_of(officer)
        assert client.get(path).status_code == status
        assert client.post(path).status_code == (302 if status == 200 else 404)
    assert Requirement.objects.filter(ends_on__isnull=False).exists() == (status == 200)
    assert Deployment.objects.filter(withdrawn_on__isnull=False).exists() == (status == 200)


@pytest.mark.parametrize(("place", "status"), PLACES.items())
def test_an_officer_asks_and_announces_only_in_the_own_subtree(
    cast: Cast, officer: User, client_of: ClientOf, place: str, status: int
) -> None:
    unit: Unit = getattr(cast, place)
    answers = [
        client_of(officer).post("/requirements/new/", typed_requirement(unit)),
        client_of(officer).post("/deployments/new/", typed_tour(unit)),
    ]
    assert [answer.status_code for answer in answers] == ([302, 302] if status == 200 else [200, 200])
    assert Requirement.objects.count() == Deployment.objects.count() == (1 if status == 200 else 0)


def test_the_form_offers_the_own_units_only_in_the_order_of_the_tree(cast: Cast, officer: User, client_of: ClientOf) -> None:
    text = client_of(officer).get("/requirements/new/").content.decode()
    assert text.index("Alpha Company (A Coy)") < text.index("1st Platoon (1 Pl)")
    assert "Bravo" not in text
    assert "Battalion" not in text


def test_what_binds_from_above_is_read_but_not_ended(cast: Cast, officer: User, client_of: ClientOf) -> None:
    own, above, beside = required(cast.platoon), required(cast.contingent), required(cast.bravo)
    text = client_of(officer).get("/requirements/").content.decode()
    assert f"/requirements/{own.pk}/end/" in text
    assert "Asked from above" in text
    assert "Meridia contingent" in text
    assert f"/requirements/{above.pk}/end/" not in text
    assert f"/requirements/{beside.pk}/end/" not in text
    assert "Bravo" not in text


def test_a_tour_from_above_is_read_but_not_withdrawn(cast: Cast, officer: User, client_of: ClientOf) -> None:
    own, above = tour(cast.alpha, mission="UNOWN"), tour(cast.contingent, mission="UNABOVE")
    tour(cast.bravo, mission="UNBESIDE")
    text = client_of(officer).get("/deployments/").content.decode()
    assert "UNOWN" in text
    assert "UNABOVE" in text
    assert "UNBESIDE" not in text
    assert f"/deployments/{own.pk}/withdraw/" in text
    assert f"/deployments/{above.pk}/withdraw/" not in text


def test_an_administrator_speaks_for_every_unit(cast: Cast, client_of: ClientOf) -> None:
    for unit in (cast.contingent, cast.bravo):
        assert client_of(cast.administrator).post("/requirements/new/", typed_requirement(unit)).status_code == 302
    assert client_of(cast.administrator).get("/requirements/").content.decode().count("/end/") == 2


def test_a_move_takes_the_company_out_of_the_officers_hands_on_its_day(cast: Cast, client_of: ClientOf) -> None:
    officer, today = officer_of(cast.battalion), timezone.localdate()
    requirement = required(cast.alpha)
    place = cast.alpha.placements.get()
    place.ends_on = today - timedelta(days=1)
    place.save()
    assert client_of(officer).get(f"/requirements/{requirement.pk}/end/").status_code == 404
    assert cast.alpha in Unit.objects.trained_by(officer, today - timedelta(days=1))


def test_the_office_counts_from_its_first_to_its_last_day(cast: Cast) -> None:
    officer = officer_of(cast.alpha, until=LONG_AGO + timedelta(days=30))
    days = [LONG_AGO - timedelta(days=1), LONG_AGO, LONG_AGO + timedelta(days=30), LONG_AGO + timedelta(days=31)]
    assert [can_manage_training(officer, day) for day in days] == [False, True, True, False]
    assert [Unit.objects.trained_by(officer, day).count() for day in days] == [0, 2, 2, 0]
    assert [needs_second_factor(officer, day) for day in days] == [False, True, True, False]


def test_only_those_who_may_see_the_door(cast: Cast, officer: User, client_of: ClientOf) -> None:
    assert "/requirements/" in client_of(officer).get("/learn/").content.decode()
    assert "/requirements/" not in client_of(cast.learner).get("/learn/").content.decode()


def test_a_second_factor_is_asked_for(officer: User) -> None:
    client = Client()
    client.force_login(officer, backend="people.backends.AuthenticationBackend")
    assert client.get("/requirements/")["Location"] == "/account/2fa/"


def test_with_nothing_of_the_own_the_page_does_not_deny_what_is_asked_from_above(
    cast: Cast, officer: User, client_of: ClientOf
) -> None:
    required(cast.contingent)
    text = client_of(officer).get("/requirements/").content.decode()
    assert "No requirement of your own yet" in text and "Asked from above" in text
    assert "Nothing is asked of your units" not in text
