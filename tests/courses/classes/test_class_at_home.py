"""The learner's home shows the next session of the own class, and what was said to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from courses.classes.home import classroom_of
from courses.classes.services import close_class, message_class, remove_member
from courses.classes.teaching import call_off_session
from courses.models import ClassSession, TrainingClass
from people.models import Notice, User
from tests.conftest import NOW, TODAY, Cast
from tests.factories.classes import make_session, member

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    with time_machine.travel(NOW, tick=False):
        return client.get("/learn/").content.decode()


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
    assert classroom_of(cast.learner, session.ends_at - timedelta(minutes=1)).next_session == session
    assert classroom_of(cast.learner, session.ends_at).next_session == later


def test_one_called_off_is_not_shown(cast: Cast, session: ClassSession, now: datetime) -> None:
    call_off_session(session=session, at=now)
    assert classroom_of(cast.learner, now).next_session is None


def test_nor_that_of_a_closed_class(cast: Cast, alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    close_class(training_class=alpha_class, at=now)
    assert classroom_of(cast.learner, now).next_session is None


def test_nor_that_of_a_class_that_was_left(cast: Cast, alpha_class: TrainingClass, session: ClassSession, now: datetime) -> None:
    remove_member(member=member(alpha_class, cast.learner), on=TODAY - timedelta(days=1))
    assert classroom_of(cast.learner, now).next_session is None


def test_whoever_is_in_no_class_sees_none_of_it(cast: Cast, session: ClassSession, client_of: Callable[[User], Client]) -> None:
    assert "Next session of your class" not in home(client_of(cast.commander))


def test_unread_messages_stand_first(
    cast: Cast, alpha_class: TrainingClass, now: datetime, client_of: Callable[[User], Client]
) -> None:
    for n, text in enumerate(("Old", "New")):
        at = now + timedelta(minutes=n)
        message_class(training_class=alpha_class, text=text, language="en", by=cast.trainer, at=at)
    assert [copy.text for copy in classroom_of(cast.learner, now).messages] == ["New", "Old"]
    new = Notice.objects.of(cast.learner).get(text="New")
    client_of(cast.learner).post(f"/learn/messages/{new.pk}/read/")
    assert [copy.text for copy in classroom_of(cast.learner, now).messages] == ["Old", "New"]


def test_reading_twice_keeps_the_first_moment(
    cast: Cast, alpha_class: TrainingClass, now: datetime, client_of: Callable[[User], Client]
) -> None:
    message_class(training_class=alpha_class, text="Tomorrow", language="en", by=cast.trainer, at=now)
    copy = Notice.objects.get(user=cast.learner)
    client = client_of(cast.learner)
    client.post(f"/learn/messages/{copy.pk}/read/")
    first = Notice.objects.get(pk=copy.pk).read_at
    client.post(f"/learn/messages/{copy.pk}/read/")
    assert first is not None
    assert Notice.objects.get(pk=copy.pk).read_at == first


def test_a_notice_that_came_from_no_class_is_not_touched_here(
    cast: Cast, now: datetime, client_of: Callable[[User], Client]
) -> None:
    notice = Notice.objects.create(user=cast.learner, text="Due soon", language="en", sent_at=now)
    assert client_of(cast.learner).post(f"/learn/messages/{notice.pk}/read/").status_code == 404
