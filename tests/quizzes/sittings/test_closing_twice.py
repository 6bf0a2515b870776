"""Whoever presses on a page of a sitting that was closed meanwhile is led to its record, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from people.models import User
from quizzes.models import Sitting
from quizzes.sittings import services
from quizzes.sittings.services import close_sitting
from tests.conftest import Cast

ClientOf = Callable[[User | None], Client]
TOO_LATE = "The sitting was closed. Nothing was changed."


def test_a_form_that_closes_sent_twice_leads_to_the_record(cast: Cast, sitting: Sitting, client_of: ClientOf) -> None:
    client, url = client_of(cast.trainer), sitting.get_absolute_url()
    for note in ("Quiet.", "Quiet."):
        answer = client.post(f"{url}close/", {"note": note})
        assertRedirects(answer, f"{url}record/", fetch_redirect_response=False)
    assertContains(client.get(f"{url}record/"), TOO_LATE)
    sitting.refresh_from_db()
    assert sitting.note == "Quiet."


def test_of_two_who_close_at_the_same_moment_the_later_is_told(
    cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = services.stop_for_closing

    def too_late(**deed: Any) -> datetime | None:
        close_sitting(sitting=sitting, by=cast.administrator, at=moment)
        return stop(**deed)

    monkeypatch.setattr(services, "stop_for_closing", too_late)
    answer = client_of(cast.trainer).post(f"{sitting.get_absolute_url()}close/", {"note": "Quiet."}, follow=True)
    assertContains(answer, TOO_LATE)


@pytest.mark.parametrize("path", ["pause/", "resume/", "time/", "close/"])
def test_whoever_was_too_slow_is_told(cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime, path: str) -> None:
    close_sitting(sitting=sitting, by=cast.administrator, at=moment)
    client, url = client_of(cast.trainer), sitting.get_absolute_url()
    answer = client.post(f"{url}{path}", {"minutes": 5, "reason": "A power cut", "client_id": uuid4()}, follow=True)
    assert answer.redirect_chain == [(f"{url}record/", 302)]
    assertContains(answer, TOO_LATE)
    assert not sitting.events.exists()


def test_the_wall_never_shows_the_names_of_the_record(
    cast: Cast, sitting: Sitting, client_of: ClientOf, moment: datetime
) -> None:
    close_sitting(sitting=sitting, by=cast.trainer, at=moment)
    assert client_of(cast.trainer).get(f"{sitting.get_absolute_url()}wall/").status_code == 404
