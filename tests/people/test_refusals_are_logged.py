"""What a signed-in person was refused is written down with ids alone; what a stranger or everybody may not find is not."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from base.logging import JsonFormatter
from people.models import User
from tests.conftest import Cast


@pytest.fixture
def refused(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, object]]]:
    caplog.set_level(logging.INFO, "bluehelm.people")
    records = lambda: [r for r in caplog.records if r.name == "bluehelm.people"]  # noqa: E731
    return lambda: [json.loads(JsonFormatter().format(r)) for r in records() if r.getMessage() == "refused"]


def test_a_page_of_another_role_is_refused_and_written_down(
    cast: Cast, client_of: Callable[[User], Client], refused: Callable[[], list[dict[str, object]]]
) -> None:
    answer = client_of(cast.learner).get("/readiness/")
    [line] = refused()
    assert line["user"] == cast.learner.pk
    assert line["status"] == answer.status_code
    assert str(line["route"]).startswith("readiness:")
    assert cast.learner.name not in json.dumps(line)


def test_what_belongs_to_others_is_not_found_and_written_down(
    cast: Cast, client_of: Callable[[User], Client], refused: Callable[[], list[dict[str, object]]]
) -> None:
    client_of(cast.learner).get("/me/slip/999999/")
    assert [line["user"] for line in refused()] == [cast.learner.pk]


def test_what_is_granted_is_not(
    cast: Cast, client_of: Callable[[User], Client], refused: Callable[[], list[dict[str, object]]]
) -> None:
    assert client_of(cast.learner).get("/learn/").status_code == 200
    assert Client().get("/nowhere/").status_code == 404
    assert refused() == []
