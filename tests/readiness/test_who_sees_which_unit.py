"""Commanders and training officers open the own subtree on the days of the post; everything else is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Posting, Unit, User
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, CountryFactory, UnitFactory, UserFactory
from tests.factories.stage import credential_of

ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)


def statuses(client: Client, unit: Unit) -> set[int]:
    """Of the page; the sheets beside it open with it, and the files ask for the password again (302)."""
    page = client.get(f"/readiness/units/{unit.pk}/").status_code
    for path, open_as in (("obstacles/", 200), ("names/", 200), ("names.csv", 302), ("names.xlsx", 302)):
        status = client.get(f"/readiness/units/{unit.pk}/{path}").status_code
        assert status == (open_as if page == 200 else 404), path
    return {page}


def test_the_own_unit_and_everything_below_it_are_open(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.commander)
    for unit, status in [
        (cast.alpha, 200),
        (cast.platoon, 200),
        (cast.bravo, 404),
        (cast.battalion, 404),
        (cast.contingent, 404),
    ]:
        assert statuses(client, unit) == {status}, unit


def test_a_training_officer_opens_the_same_and_counts_everybody_in_it(cast: Cast, client_of: ClientOf) -> None:
    officer = UserFactory(name="Oda")
    post_person(user=officer, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    client = client_of(officer)
    found = {unit.name: statuses(client, unit) for unit in (cast.alpha, cast.platoon, cast.bravo, cast.battalion)}
    assert found == {"Alpha Company": {200}, "1st Platoon": {200}, "Bravo Company": {404}, "1st Battalion": {404}}
    assert client.get("/readiness/")["Location"] == f"/readiness/units/{cast.alpha.pk}/"
    shown = client.get(f"/readiness/units/{cast.alpha.pk}/").context["page"]
    assert (shown.total.strength, shown.is_partial) == (4, False)  # fewer than five, and nothing left out


def test_certificates_and_documents_stay_with_those_who_command(cast: Cast, client_of: ClientOf) -> None:
    credential_of(cast.learner, make_achievement(), timezone.now())
    officer = UserFactory(name="Oda")
    post_person(user=officer, unit=cast.alpha, on=LONG_AGO, role=Posting.Role.TRAINING_OFFICER, at=timezone.now())
    unit, names = f"/readiness/units/{cast.alpha.pk}/", f"/readiness/units/{cast.alpha.pk}/names/"
    for who, sees in ((officer, False), (cast.commander, True), (cast.administrator, True)):
        client = client_of(who)
        assert ("/readiness/documents/" in client.get(unit).content.decode()) is sees
        assert (f"/certificates/{cast.learner.credentials.get().code}/" in client.get(names).content.decode()) is sees
        assert client.get(f"/readiness/documents/units/{cast.alpha.pk}/").status_code == (200 if sees else 404)


@pytest.mark.parametrize("role", ["learner", "comrade", "other_commander", "trainer"])
def test_for_others_the_unit_is_not_there(cast: Cast, client_of: ClientOf, role: str) -> None:
    assert statuses(client_of(getattr(cast, role)), cast.alpha) == {404}


def test_an_administrator_opens_every_unit(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    assert all(statuses(client, unit) == {200} for unit in Unit.objects.all())


def test_another_country_is_not_there(cast: Cast, client_of: ClientOf) -> None:
    country = CountryFactory(code="QN", name="Norland")
    unit, officer = UnitFactory(country=country), UserFactory(country=country)
    place_unit(unit=unit, parent=None, on=LONG_AGO)
    post_person(user=officer, unit=unit, on=LONG_AGO, role=Posting.Role.COMMANDER, at=timezone.now())
    assert statuses(client_of(officer), cast.alpha) == {404}
    assert statuses(client_of(cast.commander), unit) == {404}
    assert statuses(client_of(officer), unit) == {200}


def test_a_former_commander_finds_nothing_from_the_day_after(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    Posting.objects.filter(user=cast.commander).update(ends_on=today)
    assert statuses(client_of(cast.commander), cast.alpha) == {200}
    Posting.objects.filter(user=cast.commander).update(ends_on=today - DAY)
    assert statuses(client_of(cast.commander), cast.alpha) == {404}


@pytest.mark.parametrize(("begins", "ends", "status"), [(0, 0, 200), (-5, 5, 200), (1, 5, 404), (-5, -1, 404)])
def test_an_acting_commander_sees_from_the_first_day_to_the_last(
    cast: Cast, client_of: ClientOf, begins: int, ends: int, status: int
) -> None:
    today = timezone.localdate()
    post_person(
        user=cast.comrade,
        unit=cast.alpha,
        on=today + begins * DAY,
        until=today + ends * DAY,
        role=Posting.Role.ACTING_COMMANDER,
        is_main=False,
        at=timezone.now(),
    )
    assert statuses(client_of(cast.comrade), cast.alpha) == {status}


def test_the_way_up_ends_where_the_command_ends(cast: Cast, client_of: ClientOf) -> None:
    text = client_of(cast.commander).get(f"/readiness/units/{cast.platoon.pk}/").content.decode()
    assert f"/readiness/units/{cast.alpha.pk}/" in text
    assert f"/readiness/units/{cast.battalion.pk}/" not in text
    assert "1 Bn" not in text


def test_a_unit_that_moves_away_takes_its_people_out_of_sight(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    cast.platoon.placements.update(ends_on=today - DAY)
    place_unit(unit=cast.platoon, parent=cast.bravo, on=today)
    assert statuses(client_of(cast.commander), cast.platoon) == {404}
    assert statuses(client_of(cast.other_commander), cast.platoon) == {200}


def test_strangers_are_sent_to_sign_in(cast: Cast) -> None:
    for path in ("/readiness/", f"/readiness/units/{cast.alpha.pk}/", f"/readiness/units/{cast.alpha.pk}/names.csv"):
        assert Client().get(path)["Location"].startswith("/account/login/")


def test_pages_with_names_are_kept_nowhere(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/")
    assert "no-store" in answer["Cache-Control"]
