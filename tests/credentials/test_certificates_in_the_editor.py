"""Administrators find what was issued by holder, number, code or title; nobody edits a credential."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.people import UserFactory

ClientOf = Callable[[User | None], Client]
LIST = "/admin/certificates/"


def test_each_line_leads_to_its_certificate(cast: Cast, client_of: ClientOf) -> None:
    held = issued(cast.learner)
    text = client_of(cast.administrator).get(LIST).content.decode()
    assert held.get_absolute_url() in text
    assert "Amina Diallo" in text


def test_it_is_found_by_name_number_code_and_title(cast: Cast, client_of: ClientOf) -> None:
    held, other = issued(cast.learner), issued(cast.comrade)
    client = client_of(cast.administrator)
    for words in ("amina", held.holder_service_number, held.code):
        text = client.get(LIST, {"q": words}).content.decode()
        assert held.get_absolute_url() in text
        assert other.get_absolute_url() not in text
    assert other.get_absolute_url() in client.get(LIST, {"q": "human rights"}).content.decode()


@pytest.mark.parametrize("role", ["trainer", "commander", "learner"])
def test_nobody_else_sees_the_list(cast: Cast, client_of: ClientOf, role: str) -> None:
    issued(cast.learner)
    answer = client_of(getattr(cast, role)).get(LIST)
    assert answer.status_code in (302, 403)
    assert b"Amina" not in answer.content


def test_the_menu_shows_it_to_administrators_only(cast: Cast, client_of: ClientOf) -> None:
    assert LIST in client_of(cast.administrator).get("/admin/").content.decode()
    assert LIST not in client_of(cast.trainer).get("/admin/").content.decode()


def test_there_is_no_way_to_add_or_edit_one(cast: Cast, client_of: ClientOf) -> None:
    held, client = issued(cast.learner), client_of(cast.administrator)
    for page in ("add/", f"edit/{held.pk}/", f"delete/{held.pk}/"):
        assert client.get(f"{LIST}{page}").status_code == 404
        assert client.get(f"/admin/snippets/credentials/credential/{page}").status_code == 404


def test_the_list_takes_a_fixed_number_of_queries(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for user in UserFactory.create_batch(20):
        issued(user)
    client = client_of(cast.administrator)
    client.get(LIST)
    with django_assert_max_num_queries(20):
        client.get(LIST)
