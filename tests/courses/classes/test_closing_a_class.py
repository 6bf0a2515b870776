"""A closed class stays readable, and nothing in it changes any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from courses.classes import services
from courses.classes.services import ClassClosed, add_members, close_class
from courses.classes.teaching import mark_attendance
from courses.models import ClassSession, TrainingClass
from people.models import User
from tests.conftest import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(alpha_class: TrainingClass, session: ClassSession, now: datetime) -> TrainingClass:
    return close_class(training_class=alpha_class, at=now)


def test_closing_asks_first(officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client]) -> None:
    url = f"{alpha_class.get_absolute_url()}close/"
    assert "Keep it open" in client_of(officer).get(url).content.decode()
    assert TrainingClass.objects.open().exists()
    client_of(officer).post(url)
    assert not TrainingClass.objects.open().exists()


def test_closing_twice_keeps_the_first_moment(closed: TrainingClass, now: datetime) -> None:
    assert close_class(training_class=closed, at=now + timedelta(days=1)).closed_at == now


def test_its_page_and_sheets_stay(cast: Cast, closed: TrainingClass, client_of: Callable[[User], Client]) -> None:
    client, start = client_of(cast.trainer), closed.get_absolute_url()
    assert {client.get(f"{start}{page}").status_code for page in ("", "roster/", "results/")} == {200}
    assert client.get(closed.sessions.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("page", ["members", "instructors", "sessions", "message", "close"])
def test_its_deeds_are_gone(cast: Cast, closed: TrainingClass, client_of: Callable[[User], Client], page: str) -> None:
    assert client_of(cast.administrator).get(f"{closed.get_absolute_url()}{page}/").status_code == 404


def test_nobody_comes_in_and_nobody_is_marked(cast: Cast, closed: TrainingClass, now: datetime) -> None:
    with pytest.raises(ClassClosed):
        add_members(training_class=closed, people=[cast.commander], on=TODAY)
    with pytest.raises(ClassClosed):
        mark_attendance(session=closed.sessions.get(), marks={}, by=cast.trainer, at=now)


def test_a_page_that_was_open_before_says_so(
    officer: User, alpha_class: TrainingClass, client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**fields: object) -> None:
        raise ClassClosed

    monkeypatch.setattr(services, "message_class", too_late)
    url = f"{alpha_class.get_absolute_url()}message/"
    told = client_of(officer).post(url, {"text": "Tomorrow", "language": "en"}, follow=True).content.decode()
    assert "The class was closed a moment ago. Nothing was changed." in told
