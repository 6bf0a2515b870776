"""Answers of a session that has not given the code: they wait for it, and stand in their places then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from people.models import User
from quizzes.models import Attempt, Sitting
from tests.conftest import Cast
from tests.quizzes.sittings.conftest import seated

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, sitting: Sitting, moment: datetime) -> Attempt:
    attempt = seated(sitting, cast.learner, moment).attempt
    assert attempt is not None
    return attempt


def test_a_page_waits_for_the_code(cast: Cast, attempt: Attempt, client_of: ClientOf, sitting: Sitting) -> None:
    client, chosen = client_of(cast.learner), attempt.items.get(number=2).option_order[1]
    refused = client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-2": 0, "item-2": chosen})
    assert refused.status_code == 403
    assert "Your answers are kept" in refused.content.decode()
    page = client.post("/quiz/sit/", {"code": sitting.code}, follow=True).content.decode()
    assert re.search(rf'value="{chosen}"[^>]* checked', page)


def test_nobody_else_is_told_of_the_attempt(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client = client_of(cast.comrade)
    assert client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-2": 0}).status_code == 404
    assert "unsent-answers" not in client.session


def test_a_script_is_told_where_the_code_is_asked(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    message = {"item": 1, "response": {"chosen": []}, "client_id": str(uuid4()), "seen": 0}
    client = client_of(cast.learner)
    answered = client.post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    assert (answered.status_code, answered.json()) == (403, {"error": "seat", "url": "/quiz/sit/"})
