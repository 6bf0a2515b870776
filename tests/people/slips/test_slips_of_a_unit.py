"""Slips of a whole unit: one file, each code works once for its person, and who prints for whom."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from people.groups import TRAINERS
from people.models import ClaimCode, Posting, User
from people.permissions import slip_holders
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UnitFactory, UserFactory, training_officer
from tests.people.at_the_door import claim

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha)


def printed(client: Client, unit: Any, **data: Any) -> str:
    answer = client.post(f"/slips/units/{unit.pk}/slips.pdf", data)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def codes(text: str) -> list[str]:
    return re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)


def test_one_file_holds_a_slip_for_everybody_who_waits(cast: Cast, officer: User, client_of: ClientOf) -> None:
    text = printed(client_of(officer), cast.alpha, who="waiting")
    assert len(codes(text)) == ClaimCode.objects.count() == 3
    for person in (cast.learner, cast.comrade, cast.commander):
        assert person.username in text


def test_units_of_one_name_stand_as_in_the_tree_and_are_told_apart(cast: Cast, client_of: ClientOf) -> None:
    twin = UnitFactory(name=cast.platoon.name, short_name="1 Pl Bravo", country=cast.bravo.country)
    place_unit(unit=twin, parent=cast.bravo, on=LONG_AGO)
    text = client_of(cast.administrator).get("/slips/").content.decode()
    places = [
        text.index(f'href="/slips/units/{unit.pk}/"') for unit in (cast.battalion, cast.alpha, cast.platoon, cast.bravo, twin)
    ]
    assert places == sorted(places)
    assert "1 Pl Bravo" in text


def test_a_code_of_the_file_opens_its_account_and_no_other(cast: Cast, officer: User, client_of: ClientOf) -> None:
    (code,) = codes(printed(client_of(officer), cast.alpha, person=[cast.learner.pk]))
    assert claim(Client(), cast.comrade.username, code).status_code == 200
    assert claim(Client(), cast.learner.username, code).status_code == 302


def test_nothing_that_is_kept_opens_an_account(cast: Cast, officer: User, client_of: ClientOf) -> None:
    (code,) = codes(printed(client_of(officer), cast.alpha, person=[cast.learner.pk]))
    assert code.replace("-", "") not in str(list(ClaimCode.objects.values()))


def test_whoever_has_an_account_or_a_slip_is_not_among_those_who_wait(cast: Cast, officer: User, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(claimed_at=timezone.now())
    printed(client_of(officer), cast.alpha, person=[cast.comrade.pk])
    assert cast.commander.username in printed(client_of(officer), cast.alpha, who="waiting")
    assert set(ClaimCode.objects.values_list("user", flat=True)) == {cast.comrade.pk, cast.commander.pk}


def test_each_state_has_its_own_list(cast: Cast, officer: User, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(claimed_at=timezone.now())
    client = client_of(officer)
    printed(client, cast.alpha, person=[cast.comrade.pk])
    for state, person in {"claimed": cast.learner, "open": cast.comrade, "waiting": cast.commander}.items():
        text = client.get(f"/slips/units/{cast.alpha.pk}/?state={state}").content.decode()
        assert [p.username in text for p in (cast.learner, cast.comrade, cast.commander)].count(True) == 1
        assert person.username in text


def test_a_new_slip_ends_the_older_and_a_withdrawn_one_opens_nothing(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    (first,) = codes(printed(client, cast.alpha, person=[cast.learner.pk]))
    (second,) = codes(printed(client, cast.alpha, person=[cast.learner.pk]))
    assert claim(Client(), cast.learner.username, first).status_code == 200
    client.post(f"/slips/units/{cast.alpha.pk}/withdraw/", {"person": [cast.learner.pk], "confirmed": "yes"})
    assert claim(Client(), cast.learner.username, second).status_code == 200


def test_slips_are_withdrawn_only_once_that_is_confirmed(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    (code,) = codes(printed(client, cast.alpha, person=[cast.learner.pk]))
    asked = client.post(f"/slips/units/{cast.alpha.pk}/withdraw/", {"person": [cast.learner.pk, cast.comrade.pk]})
    text = asked.content.decode()
    assert cast.learner.name in text
    assert cast.comrade.name not in text  # who holds no slip
    assert claim(Client(), cast.learner.username, code).status_code == 302


def test_a_slip_speaks_its_persons_language(cast: Cast, officer: User, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(language="fr", name="Zoé Lefèvre")
    text = printed(client_of(officer), cast.alpha, person=[cast.learner.pk])
    assert "Zoé Lefèvre" in text
    assert "Fonctionne jusqu’au" in text or "jusqu" in text


def test_eight_slips_stand_on_a_page(cast: Cast, client_of: ClientOf) -> None:
    for _ in range(7):
        post_person(user=UserFactory(), unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    answer = client_of(cast.administrator).post(f"/slips/units/{cast.platoon.pk}/slips.pdf", {"who": "waiting"})
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def test_an_officer_prints_for_plain_members_of_the_own_subtree_only(cast: Cast, officer: User) -> None:
    holders = slip_holders(officer, timezone.now())
    assert {cast.learner, cast.comrade, cast.commander} <= set(holders)
    assert not {cast.other_commander, cast.administrator, cast.trainer, officer} & set(holders)


def test_an_officer_takes_over_no_account_that_sees_more(cast: Cast, officer: User) -> None:
    cast.learner.groups.add(Group.objects.get(name=TRAINERS))
    post_person(
        user=cast.comrade, unit=cast.bravo, on=LONG_AGO, role=Posting.Role.ACTING_COMMANDER, is_main=False, at=timezone.now()
    )
    assert set(slip_holders(officer, timezone.now())) == {cast.commander}


def test_an_office_ends_on_its_day(cast: Cast, officer: User, client_of: ClientOf) -> None:
    Posting.objects.filter(user=officer).update(ends_on=timezone.localdate() - timedelta(days=1))
    client = client_of(officer)
    assert client.get("/slips/").status_code == 404
    assert client.post(f"/slips/units/{cast.alpha.pk}/slips.pdf", {"who": "waiting"}).status_code == 404
    assert not ClaimCode.objects.exists()


@pytest.mark.parametrize("who", ["learner", "commander", "trainer", "other_commander"])
def test_nobody_else_prints(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(f"/slips/units/{cast.alpha.pk}/").status_code == 404
    assert client.post(f"/slips/units/{cast.alpha.pk}/slips.pdf", {"who": "waiting"}).status_code == 404
    assert not ClaimCode.objects.exists()


def test_a_tampered_form_prints_for_nobody_else(cast: Cast, officer: User, client_of: ClientOf) -> None:
    data = {"person": [cast.other_commander.pk, cast.administrator.pk, "x", "-1"]}
    assert client_of(officer).post(f"/slips/units/{cast.alpha.pk}/slips.pdf", data).status_code == 302
    assert not ClaimCode.objects.exists()
