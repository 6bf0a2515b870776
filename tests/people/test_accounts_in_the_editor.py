"""Administrators make and mend accounts; nobody rises above the own rank of powers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.factories.people import UserFactory

ClientOf = Callable[[User | None], Client]
LIST, NEW = "/admin/users/", "/admin/users/new/"


def form_of(user: User, **changes: Any) -> dict[str, Any]:
    values = {
        "country": user.country_id,
        "service_number": user.service_number,
        "name": user.name,
        "rank": user.rank_id or "",
        "email": user.email,
        "language": user.language,
        "is_active": "on",
        "groups": [g.pk for g in user.groups.all()],
    }
    return values | changes


def edit(client: Client, user: User, **changes: Any) -> int:
    return client.post(f"{LIST}edit/{user.pk}/", form_of(user, **changes)).status_code


@pytest.fixture
def chief(db: None) -> User:
    return UserFactory(name="Ines Costa", is_superuser=True)


def test_an_administrator_makes_an_account_that_only_a_slip_opens(cast: Cast, client_of: ClientOf) -> None:
    values = {
        "country": "QM",
        "service_number": " ab-77 ",
        "name": "Awa Traoré",
        "rank": cast.learner.rank_id,
        "email": "",
        "language": "fr",
        "is_active": "on",
    }
    answer = client_of(cast.administrator).post(NEW, values)
    assert answer.status_code == 302
    made = User.objects.get(username="QM-AB-77")
    assert not made.has_usable_password()
    assert not made.is_superuser


def test_a_service_number_twice_in_a_country_is_refused_with_a_sentence(cast: Cast, client_of: ClientOf) -> None:
    values = form_of(cast.learner, name="Somebody Else")
    answer = client_of(cast.administrator).post(NEW, values)
    assert answer.status_code == 200
    assert User.objects.filter(service_number=cast.learner.service_number).count() == 1


def test_a_corrected_service_number_corrects_the_sign_in_name(cast: Cast, client_of: ClientOf) -> None:
    assert edit(client_of(cast.administrator), cast.learner, service_number="55555") == 302
    cast.learner.refresh_from_db()
    assert cast.learner.username == "QM-55555"


def test_a_new_address_by_the_administrator_replaces_confirmed_ones(cast: Cast, client_of: ClientOf) -> None:
    EmailAddress.objects.create(user=cast.learner, email="old@example.org", verified=True, primary=True)
    assert edit(client_of(cast.administrator), cast.learner, email="new@example.org") == 302
    assert not EmailAddress.objects.filter(user=cast.learner).exists()


def test_people_are_found_by_name_and_sign_in_name(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    for typed in ("Amina", cast.learner.username):
        text = client.get(LIST, {"q": typed}).content.decode()
        assert cast.learner.name in text
        assert cast.comrade.name not in text


def test_the_form_has_no_password_and_no_superuser_switch_for_administrators(
    cast: Cast, client_of: ClientOf, chief: User
) -> None:
    for address in (NEW, f"{LIST}edit/{cast.learner.pk}/"):
        text = client_of(cast.administrator).get(address).content.decode()
        assert 'type="password"' not in text
        assert "is_superuser" not in text
    assert "is_superuser" in client_of(chief).get(f"{LIST}edit/{cast.learner.pk}/").content.decode()


def test_an_administrator_makes_no_superuser(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.administrator)
    edit(client, cast.learner, is_superuser="on")
    edit(client, cast.administrator, is_superuser="on")
    client.post(NEW, form_of(cast.learner, service_number="70707", is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_edits_no_superuser_and_no_other_administrator(cast: Cast, client_of: ClientOf, chief: User) -> None:
    other = UserFactory(name="Omar Farah")
    other.groups.set(cast.administrator.groups.all())
    client = client_of(cast.administrator)
    for user in (chief, other):
        edit(client, user, email="mine@example.org")
        client.post(f"{LIST}delete/{user.pk}/")
        user.refresh_from_db()
        assert user.email == ""
    assert edit(client_of(chief), other, email="his@example.org") == 302


def test_bulk_deeds_on_accounts_are_refused(cast: Cast, client_of: ClientOf, chief: User) -> None:
    client = client_of(cast.administrator)
    client.post(f"/admin/bulk/people/user/set_active_state/?id={chief.pk}", {"mark_as_active": "False"})
    group = cast.administrator.groups.get()
    client.post(f"/admin/bulk/people/user/assign_role/?id={cast.learner.pk}", {"role": group.pk})
    chief.refresh_from_db()
    assert chief.is_active
    assert not cast.learner.groups.exists()


def test_nobody_locks_the_own_account(cast: Cast, client_of: ClientOf) -> None:
    values = form_of(cast.administrator)
    values.pop("is_active")
    client_of(cast.administrator).post(f"{LIST}edit/{cast.administrator.pk}/", values)
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active


@pytest.mark.parametrize("who", ["trainer", "commander", "learner"])
@pytest.mark.parametrize("address", [LIST, NEW, "/admin/unit/", "/admin/posting/"])
def test_nobody_else_reaches_accounts_and_units(cast: Cast, client_of: ClientOf, who: str, address: str) -> None:
    answer = client_of(getattr(cast, who)).get(address)
    assert answer.status_code in (302, 403)
    assert cast.comrade.username not in answer.content.decode()


def test_a_rank_of_another_country_is_refused(cast: Cast, client_of: ClientOf) -> None:
    from tests.factories.people import CountryFactory, RankFactory

    foreign = RankFactory(country=CountryFactory(code="ZZ", name="Zedland"), name="Major", abbreviation="Maj")
    assert edit(client_of(cast.administrator), cast.learner, rank=foreign.pk) == 200
