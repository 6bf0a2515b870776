"""Whose session ended before a button was pressed is led back by the sign-in to what only the button does, and reads so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Cast

DONE_BY_A_BUTTON = "/me/messages/read/"


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


def test_the_page_says_what_to_do(cast: Cast, client_of: Callable[..., Client]) -> None:
    assert Client().post(DONE_BY_A_BUTTON).headers["Location"] == f"/account/login/?next={DONE_BY_A_BUTTON}"
    answer = client_of(cast.learner).get(DONE_BY_A_BUTTON)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "press its button once more" in answer.content.decode()


def test_a_program_that_sends_something_else_is_answered_in_short(cast: Cast, client_of: Callable[..., Client]) -> None:
    assert client_of(cast.learner).put(DONE_BY_A_BUTTON).content == b""
