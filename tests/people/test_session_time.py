"""A screen left behind closes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.conftest import NOW, Cast
from tests.people.at_the_door import BACKEND

ME = "/me/"


def inside(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.get(ME).status_code == 200
    return client


@pytest.mark.parametrize("who", ["commander", "trainer", "administrator"])
def test_whoever_sees_others_data_is_out_after_thirty_idle_minutes(cast: Cast, who: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = inside(getattr(cast, who))
        clock.shift(timedelta(minutes=29))
        assert client.get(ME).status_code == 200
        clock.shift(timedelta(minutes=29))
        assert client.get(ME).status_code == 200
        clock.shift(timedelta(minutes=31))
        answer = client.get(ME)
        assert answer["Location"] == "/account/login/?next=/me/"
        assert "nothing happened here for 30 minutes" in client.get(answer["Location"]).content.decode()


def test_a_learner_may_read_for_hours(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = inside(cast.learner)
        clock.shift(timedelta(hours=3))
        assert client.get(ME).status_code == 200


@pytest.mark.parametrize("who", ["learner", "commander"])
def test_nobody_stays_in_longer_than_twelve_hours(cast: Cast, who: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = inside(getattr(cast, who))
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert client.get(ME).status_code == 200
        clock.shift(timedelta(minutes=21))
        assert client.get(ME).status_code == 302


def test_the_editors_heartbeat_does_not_keep_a_session_alive(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = inside(cast.trainer)
        for _ in range(4):
            clock.shift(timedelta(minutes=8))
            client.post("/admin/editing-sessions/ping/wagtailcore/page/1/")
        assert client.get(ME).status_code == 302


def test_being_seen_is_written_at_most_every_five_minutes(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = inside(cast.commander)
        clock.shift(timedelta(minutes=4))
        assert writes(client) == []
        clock.shift(timedelta(minutes=2))
        assert len(writes(client)) == 1
        assert writes(client) == []


def writes(client: Client) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(ME)
    return [q["sql"] for q in queries if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
