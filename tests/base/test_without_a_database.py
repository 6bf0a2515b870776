"""While the database cannot be reached, each page says so plainly and tells nothing of the inside.

The load balancer is still answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from tests.conftest import Cast

SECRET = "connection to server at 10.9.8.7 failed"


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """A soldier who signed in while all was well."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.learner)
    return client


@pytest.fixture
def no_database(visitor: Client) -> Iterator[None]:
    with patch.object(BaseDatabaseWrapper, "ensure_connection", side_effect=OperationalError(SECRET)):
        yield


@pytest.mark.parametrize("path", ["/", "/learn/", "/rules/", "/admin/", "/account/login/", "/v/ABCD-EFGH-JKLM/"])
def test_every_page_says_that_the_fault_is_ours(visitor: Client, no_database: None, path: str) -> None:
    answer = visitor.get(path)
    body = answer.content.decode()
    assert answer.status_code == 500
    assert "A fault on our side" in body
    assert "You did nothing wrong" in body


def test_nothing_of_the_inside_is_told(visitor: Client, no_database: None) -> None:
    body = visitor.get("/rules/").content.decode()
    for word in (SECRET, "OperationalError", "Traceback", "10.9.8.7", "django", "site-packages"):
        assert word.casefold() not in body.casefold()


def test_the_page_is_in_the_language_of_the_browser(visitor: Client, no_database: None) -> None:
    body = visitor.get("/rules/", headers={"accept-language": "ar"}).content.decode()
    assert 'lang="ar" dir="rtl"' in body


def test_the_load_balancer_is_answered_with_and_without_a_session(visitor: Client, no_database: None) -> None:
    for client in (visitor, Client()):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_fault_is_written_down(visitor: Client, no_database: None, caplog: pytest.LogCaptureFixture) -> None:
    visitor.get("/rules/")
    assert any(record.name == "django.request" and record.status_code == 500 for record in caplog.records)
