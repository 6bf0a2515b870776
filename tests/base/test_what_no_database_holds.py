"""What no browser sends of itself, a NUL character or a number without end, leads to nothing; it is never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, connection
from django.test import Client

from people.models import User
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def as_postgresql(db: None) -> Iterator[None]:
    """PostgreSQL holds no text with this character; SQLite would take it."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(isinstance(each, str) and "\x00" in each for each in params or ()):
            raise DataError("text fields cannot contain NUL (0x00) bytes")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("path", ["/rules/", "/me/", "/account/login/"])
@pytest.mark.parametrize("said", ['"aaaaaaaaaaaaaaaa\\000"', '"aaaaaaaa\\000aaaaaaaa"'])
def test_a_session_that_cannot_be_is_none(said: str, path: str) -> None:
    client = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={said}"})
    assert client.get(path).status_code in (200, 302)


@pytest.mark.parametrize("door", ["/account/login/", "/me/claim/"])
def test_a_country_that_cannot_be_is_none(door: str) -> None:
    client = Client(headers={"cookie": 'country="\\000"'})
    data = {"login": "10423", "password": "x", "name": "10423", "code": "ABCD-EFGH-JKMN"}
    assert client.post(door, data).status_code == 200


def test_the_language_is_switched_whatever_page_it_came_from(client: Client) -> None:
    assert client.post("/language/", {"language": "ar", "next": "/\x00"}).status_code == 302


def test_such_a_code_opens_no_sitting(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.learner).post("/quiz/sit/", {"code": "ABC\x00DEF"}).status_code == 403


def test_such_words_find_no_question(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.trainer).get("/quiz/corrections/", {"q": "\x00nobody"}).status_code == 200


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "0"])
def test_such_a_number_is_nobody(cast: Cast, client_of: ClientOf, number: str) -> None:
    answer = client_of(cast.administrator).post(f"/slips/units/{cast.alpha.pk}/withdraw/", {"person": number})
    assert answer.status_code == 302
