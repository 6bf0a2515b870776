"""Whose address others set is told so at the one before, and the audit log names the account; neither says an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from people.models import AuditEntry, User
from tests.conftest import Cast
from tests.people.roll.lists import applied, as_csv

OLD, NEW = "old@example.org", "new@example.org"
EVENT = "address set"


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """What waits for the end of the deed follows it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def listed(cast: Cast, address: str) -> None:
    row = [cast.learner.service_number, cast.learner.name, "", "", address]
    applied(cast.alpha, cast.administrator, as_csv([row]))


def noted() -> list[tuple[int | None, set[str], int]]:
    return [(entry.actor, set(entry.data), entry.data["user"]) for entry in AuditEntry.objects.filter(event=EVENT)]


def known_as(user: User, **fields: Any) -> None:
    User.objects.filter(pk=user.pk).update(**fields)


def test_after_a_list_the_owner_hears_of_it_in_the_own_language(cast: Cast, at_once: Callable[[], Any]) -> None:
    known_as(cast.learner, email=OLD, language="fr")
    with at_once():
        listed(cast, NEW)
    (letter,) = mail.outbox
    assert letter.to == [OLD]
    assert "adresse électronique" in letter.subject
    assert cast.learner.username in letter.body
    assert OLD not in letter.body and NEW not in letter.body
    assert noted() == [(cast.administrator.pk, {"user", "roll"}, cast.learner.pk)]


@pytest.mark.parametrize("before", [{"email": ""}, {"email": OLD, "password": "!"}])
def test_nobody_is_told_where_nobody_would_read_it_and_it_is_noted_all_the_same(
    cast: Cast, at_once: Callable[[], Any], before: dict[str, Any]
) -> None:
    known_as(cast.learner, **before)
    with at_once():
        listed(cast, NEW)
    assert mail.outbox == []
    assert len(noted()) == 1


def test_an_address_that_stays_is_neither_told_nor_noted(cast: Cast, at_once: Callable[[], Any]) -> None:
    known_as(cast.learner, email=OLD)
    with at_once():
        listed(cast, OLD)
    assert (mail.outbox, noted()) == ([], [])


def test_an_administrator_who_sets_one_is_no_exception(
    cast: Cast, at_once: Callable[[], Any], client_of: Callable[[User | None], Client]
) -> None:
    person = cast.learner
    known_as(person, email=OLD)
    values = {"country": person.country_id, "service_number": person.service_number, "name": person.name}
    values |= {"rank": person.rank_id, "email": NEW, "language": "en", "is_active": "on"}
    with at_once():
        client_of(cast.administrator).post(f"/admin/users/edit/{person.pk}/", values)
    assert [letter.to for letter in mail.outbox] == [[OLD]]
    assert noted() == [(cast.administrator.pk, {"user"}, person.pk)]
