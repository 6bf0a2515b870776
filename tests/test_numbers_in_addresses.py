"""A number in an address that no database holds names nothing: whoever asks hears “not here”, never a fault of the machine."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User
from tests.access import patterns
from tests.conftest import Cast
from tests.factories.people import training_officer

TOO_LARGE = str(10**22)
NUMBER = re.compile(r"<int:\w+>")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


def addresses() -> list[str]:
    """Every address of ours in which nothing but numbers is to be filled in."""
    filled = [NUMBER.sub(TOO_LARGE, p.route) for p in patterns() if NUMBER.search(p.route) and not p.route.startswith("admin/")]
    return sorted({f"/{route}" for route in filled if "<" not in route and "(" not in route})


@pytest.mark.parametrize("who", ["commander", "officer", "administrator", "trainer", "learner"])
def test_it_is_answered_with_not_found(cast: Cast, client_of: Callable[[User | None], Client], who: str) -> None:
    user = training_officer(cast.alpha) if who == "officer" else getattr(cast, who)
    client = client_of(user)
    client.raise_request_exception = False
    answers = {path: client.get(path).status_code for path in addresses()}
    assert len(answers) > 40
    assert {path: status for path, status in answers.items() if status >= 500} == {}
