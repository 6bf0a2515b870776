"""Whoever only looks changes nothing: every address is fetched, and no row of the database differs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.people.test_doors import every_address

# What a visit may write: its own session, limits, and the editor's settings row of the visitor.
OWN_TRACES = {"django_session", "shared_cache", "usersessions_usersession", "wagtailusers_userprofile"}


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    stored = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - OWN_TRACES):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            stored[table] = sorted(map(repr, cursor.fetchall()))
    return stored


@pytest.mark.parametrize("who", [None, "learner", "commander", "administrator"])
def test_fetching_every_address_changes_no_row(cast: Cast, client_of: Callable[[User | None], Client], who: str | None) -> None:
    client = client_of(getattr(cast, who) if who else None)
    client.raise_request_exception = False
    before = everything_stored()
    for address in every_address():
        client.get(address)
    after = everything_stored()
    assert {table for table in before if before[table] != after[table]} == set()
