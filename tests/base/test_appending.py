"""Rows that are appended stand as ``bulk_create`` would have written them, with their keys, in few queries."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from base.appending import MOST_ROWS, append_rows
from law.models import Topic
from quizzes.models import Attempt
from tests.conftest import Cast


def topics(count: int) -> list[Topic]:
    english = Locale.objects.get(language_code="en")
    return [Topic(key=f"topic-{n}", name=f"Topic “{n}” %s", locale=english) for n in range(count)]


def test_they_are_there_with_the_keys_they_were_given(db: None) -> None:
    rows = topics(3)
    append_rows(rows)
    assert [(row.pk, row.name, row.translation_key) for row in Topic.objects.filter(key__startswith="topic-").order_by("pk")] == [
        (row.pk, row.name, row.translation_key) for row in rows
    ]
    rows[0].name = "Another name"
    rows[0].save()  # a change of the row, no second one
    assert Topic.objects.filter(key__startswith="topic-").count() == 3


def test_fifty_take_one_query_and_none_takes_none(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    few, many = topics(MOST_ROWS), topics(2 * MOST_ROWS + 1)[MOST_ROWS:]
    with django_assert_num_queries(1):
        append_rows(few)
    with django_assert_num_queries(2):
        append_rows(many)
    with django_assert_num_queries(0):
        append_rows([])


def test_all_or_none(db: None) -> None:
    rows = topics(MOST_ROWS + 1)
    rows[-1].translation_key = rows[0].translation_key  # once a language
    with pytest.raises(IntegrityError), transaction.atomic():
        append_rows(rows)
    assert not Topic.objects.filter(key__startswith="topic-").exists()


def test_json_moments_and_nothing_are_stored_as_fields_store_them(cast: Cast) -> None:
    from tests.factories.stage import furnish

    like = Attempt.objects.filter(pk=furnish(cast)["attempt"].pk).values().get()
    at = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
    values = {name: value for name, value in like.items() if name != "id"}
    values |= {"public_id": uuid4(), "quiz_key": uuid4(), "rules": {"policy": "ünï"}, "started_at": at, "deadline": None}
    append_rows([Attempt(**values)])
    assert Attempt.objects.filter(public_id=values["public_id"]).values(*values).get() == values
