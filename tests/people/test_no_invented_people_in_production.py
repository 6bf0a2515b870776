"""Production does not start on a database that holds the accounts of the demonstration, whose passwords everybody knows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import override_settings

from config.start import refuse_unsound_start
from people.checks import no_invented_people
from people.models import User
from tests.factories.people import UserFactory

production = override_settings(PRODUCTION=True)


@pytest.fixture
def invented(db: None) -> None:
    person = UserFactory()
    User.objects.filter(pk=person.pk).update(is_demonstration=True)


def found() -> list[str | None]:
    return [message.id for message in no_invented_people(databases=["default"])]


@production
def test_accounts_of_the_demonstration_are_an_error_in_production(invented: None) -> None:
    assert found() == ["people.E001"]


@production
def test_people_of_a_roll_are_none(db: None) -> None:
    UserFactory()
    assert found() == []


def test_the_demonstration_itself_may_hold_them(invented: None) -> None:
    assert found() == []


@production
def test_a_database_without_tables_is_no_error(invented: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(User.objects, "filter", fail)
    assert found() == []


@production
def test_the_server_refuses_to_start_and_says_what_to_do(invented: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.start.connections.close_all", lambda: None)  # the test's own transaction goes on
    with pytest.raises(ImproperlyConfigured, match=r"accounts of the demonstration.*Start production on a database of its own"):
        refuse_unsound_start()
