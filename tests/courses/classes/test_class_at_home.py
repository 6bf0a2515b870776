"""The learner's home shows the next session of the own class, and what was said to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from courses.classes.home import next_session_of
from courses.classes.services import close_class, message_class, remove_member
from courses.classes.teaching import call_off_session
from courses.models import ClassSession, TrainingClass
from people.models import User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.classes import make_session, member

pytestmark = pytest.mark.django_db


def home(client: Client, url: str = "/learn/") -> str:
    with time_machine.travel(NOW, tick=False):
        return client.get(url).content.decode()


def test_time_and_place_of_the_session_that_runs_or_comes_next(
    cast: Cast, session: ClassSession, client_of: Callable[[User], Client]
) -> None:
    html = home(client_of(cast.learner))
    assert "Next session of your class" in html
    assert "Tuesday 24 November, 10:00–13:00" in html
    assert "Hall 2" in html


def test_one_that_is_over_makes_room_for_the_next(
    cast: Cast, alpha_class: TrainingClass, session: ClassSession, now: datetime
) -> None:
    later = make_session(alpha_class, now + timedelta(days=1))
    assert next_session_of(cast.learner, session.ends_at - timedelta(minutes=1)) == session
    assert next_session_of(cast.learner, session.ends_at) == later


def test_one_called_off_is_not_shown(cast: Cast, session: ClassSession, now: datetime) -> None:
    call_off_session(session=session, at=now)
    assert next_session_of(cast.learner, now) is None


def test_nor_that_of_a_closed_class(cast: Cast, alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    close_class(training_class=alpha_class, at=now)
    assert next_session_of(cast.learner, now) is None


def test_nor_that_of_a_class_that_was_left(cast: Cast, alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    remove_member(member=member(alpha_class, cast.learner), on=TODAY - timedelta(days=1))
    assert next_session_of(cast.learner, now) is None


def test_whoever_is_in_no_class_sees_none_of_it(cast: Cast, session: ClassSession, client_of: Callable[[User], Client]) -> None:
    assert "Next session of your class" not in home(client_of(cast.commander))


def test_a_message_to_the_class_is_told_at_home_and_read_among_the_messages(
    cast: Cast, alpha_class: TrainingClass, now: datetime, client_of: Callable[[User], Client]
) -> None:
    message_class(training_class=alpha_class, text="Bring your weapon card", language="en", by=cast.trainer, at=now)
    client = client_of(cast.learner)
    assert "1 new message" in home(client)
    assert "Bring your weapon card" in home(client, "/me/messages/")
    with time_machine.travel(NOW, tick=False):
        client.post("/me/messages/read/")
    assert "new message" not in home(client)
