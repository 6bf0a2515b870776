"""The results of a class name its first and its last day; a class that met on one day names it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from re import findall, sub

import pytest
from django.test import Client

from courses.models import ClassSession
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import make_session, mark_all

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def facts(reader: Client, session: ClassSession) -> dict[str, str]:
    page = reader.get(f"/classes/{session.training_class_id}/results/").content.decode()
    return dict(findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", sub(r"\s+", " ", page)))


def test_one_day_is_named_once(cast: Cast, session: ClassSession, now: datetime, client_of: ClientOf) -> None:
    mark_all(session, cast.trainer, now)
    shown = facts(client_of(cast.trainer), session)
    assert "–" not in shown["Day"]
    assert "From and until" not in shown


def test_two_days_are_the_first_and_the_last(cast: Cast, session: ClassSession, now: datetime, client_of: ClientOf) -> None:
    for at in (now, now + timedelta(days=1)):
        mark_all(session if at == now else make_session(session.training_class, at), cast.trainer, at)
    shown = facts(client_of(cast.trainer), session)
    assert shown["From and until"].count(" – ") == 1
    assert "Day" not in shown
