"""Announcing a tour, withdrawing it and announcing it anew; never edited, so that past days stay as they were."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.demands import bearing_on, demands_on
from credentials.models import Deployment
from credentials.services import announce_deployment, withdraw_deployment
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.credentials.planned import in_days, officer_of, required, tour, typed_tour

ClientOf = Callable[[User | None], Client]
NEW = "/deployments/new/"


@pytest.fixture
def client(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(officer_of(cast.alpha))


def test_an_announced_tour_sets_day_and_horizon_at_once(cast: Cast, client: Client) -> None:
    required(cast.alpha, days_before=14)
    assert demands_on(cast.learner, timezone.localdate())[0].due_on is None
    assert client.post(NEW, typed_tour(cast.alpha)).status_code == 302
    demand = demands_on(cast.learner, timezone.localdate())[0]
    assert (demand.due_on, demand.tour_starts_on) == (in_days(46), in_days(60))
    assert demand.needed_until == demand.horizon_on == in_days(270)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_on": "2020-01-01"}, "This tour is over."),
        ({"starts_on": f"{in_days(300)}"}, "The tour ends before it begins."),
        ({"starts_on": "0001-01-01"}, "Look at the year."),
        ({"ends_on": "9999-12-31"}, "Look at the year."),
        ({"mission": ""}, "This field is required."),
        ({"starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(cast: Cast, client: Client, changes: dict[str, Any], said: str) -> None:
    text = client.post(NEW, typed_tour(cast.alpha, **changes)).content.decode()
    assert said in text
    assert "is violated" not in text
    assert not Deployment.objects.exists()


def test_two_tours_of_one_unit_never_share_a_day(cast: Cast, client: Client) -> None:
    first = tour(cast.alpha)
    assert "has a tour in these days already" in client.post(NEW, typed_tour(cast.alpha)).content.decode()
    withdraw_deployment(deployment=first, by=cast.administrator, at=timezone.now())
    assert client.post(NEW, typed_tour(cast.alpha)).status_code == 302


def test_a_form_sent_twice_announces_once(cast: Cast, client: Client) -> None:
    assert [client.post(NEW, typed_tour(cast.alpha))["Location"] for _ in range(2)] == ["/deployments/"] * 2
    assert Deployment.objects.count() == 1
    assert "has a tour in these days already" in client.post(NEW, typed_tour(cast.alpha, rotation="4")).content.decode()


def test_withdrawing_is_confirmed_first_and_takes_effect_at_once(cast: Cast, client: Client) -> None:
    required(cast.alpha, days_before=14)
    page = f"/deployments/{tour(cast.alpha).pk}/withdraw/"
    text = client.get(page).content.decode()
    assert "Withdraw this deployment?" in text
    assert "People in it today" in text
    assert demands_on(cast.learner, timezone.localdate())[0].due_on is not None
    assert client.post(page)["Location"] == "/deployments/"
    assert demands_on(cast.learner, timezone.localdate())[0].due_on is None


def test_past_days_stay_as_they_were(cast: Cast) -> None:
    made = tour(cast.alpha)
    withdraw_deployment(deployment=made, by=cast.administrator, at=NOW)
    path = cast.alpha.placements.get().path
    assert bearing_on([path], TODAY - timedelta(days=1)).deployments == [made]
    assert bearing_on([path], TODAY).deployments == []


def test_announcing_anew_begins_with_the_words_of_the_old_one(cast: Cast, client: Client) -> None:
    made = tour(cast.alpha, mission="UNAK", rotation="7")
    answer = client.post(f"/deployments/{made.pk}/withdraw/", {"anew": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/deployments/new/?like={made.pk}"
    text = answer.content.decode()
    assert 'value="UNAK"' in text
    assert f'value="{made.starts_on.isoformat()}"' in text
    made.refresh_from_db()
    assert made.withdrawn_on == timezone.localdate()


@pytest.mark.parametrize("like", ["", "x", "99999", "１"])
def test_words_of_no_tour_are_no_words(client: Client, like: str) -> None:
    assert client.get(NEW, {"like": like}).status_code == 200


def test_words_of_a_tour_beside_are_not_shown(cast: Cast, client: Client) -> None:
    other = tour(cast.bravo, mission="UNSECRET")
    assert "UNSECRET" not in client.get(NEW, {"like": other.pk}).content.decode()


def test_a_tour_withdrawn_or_over_is_no_longer_found(cast: Cast, client: Client) -> None:
    for made in (tour(cast.alpha, withdrawn_on=timezone.localdate()), tour(cast.alpha, begins=-200, days=100)):
        assert client.get(f"/deployments/{made.pk}/withdraw/").status_code == 404


def test_withdrawing_again_keeps_the_first_day(cast: Cast) -> None:
    made = tour(cast.alpha)
    withdraw_deployment(deployment=made, by=cast.administrator, at=NOW)
    again = withdraw_deployment(deployment=made, by=cast.administrator, at=NOW + timedelta(days=9))
    assert (again.withdrawn_on, again.changed_at) == (TODAY, NOW)


def test_both_deeds_leave_a_line_with_ids_and_no_names(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=180)}
    with caplog.at_level(logging.INFO, "bluehelm.credentials"):
        made = announce_deployment(unit=cast.alpha, mission="UNAK", **days, by=cast.administrator, at=NOW)
        withdraw_deployment(deployment=made, by=cast.administrator, at=NOW)
    lines: list[Any] = caplog.records
    assert [line.getMessage() for line in lines] == ["deployment announced", "deployment withdrawn"]
    assert all(line.data == {"deployment": made.pk, "unit": cast.alpha.pk, "by": cast.administrator.pk} for line in lines)
