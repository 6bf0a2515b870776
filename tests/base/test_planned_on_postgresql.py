"""What PostgreSQL plans once for each connection answers as any other question does, whatever happens to the connection."""

from __future__ import annotations

import pytest
from django.db import DataError, Error, connection, transaction
from django.db.models import F
from wagtail.models import Locale

from base.prepared import Prepared

CODES = Prepared(lambda number: Locale.objects.filter(pk=number).values_list("language_code", flat=True))


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no plans.")


def test_it_is_planned_once_for_each_connection(db: None) -> None:
    before = plans()
    named = Prepared(lambda code: Locale.objects.filter(language_code=code).order_by("-pk"))
    for code in ("en", "fr", "en", "fr"):
        named(code)
    assert plans() == before + 1


def plans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def test_a_large_number_is_asked_for_as_well_as_a_small_one(db: None) -> None:
    english = Locale.objects.get(language_code="en").pk
    assert [CODES(number) for number in (english, 70_000, 3_000_000_000, english)] == [["en"], [], [], ["en"]]


def test_a_question_that_fails_raises_what_it_always_raised(db: None) -> None:
    divided = Prepared(lambda code: Locale.objects.filter(language_code=code).values_list(1 / (F("pk") - F("pk"))))
    with pytest.raises(DataError, match="division by zero"):
        divided("en")


@pytest.mark.django_db(transaction=True)
def test_it_begins_the_transaction_that_is_due() -> None:
    CODES(1)
    with transaction.atomic():
        CODES(1)
        assert connection.connection.info.transaction_status.name == "INTRANS"


@pytest.mark.django_db(transaction=True)
def test_on_a_new_connection_it_is_planned_anew() -> None:
    CODES(1)
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.connection.close()
    with pytest.raises(Error):
        CODES(1)
    connection.close()
    assert CODES(Locale.objects.get(language_code="ar").pk) == ["ar"]
