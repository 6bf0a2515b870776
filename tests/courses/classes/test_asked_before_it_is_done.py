"""What cannot be taken back is asked first: looking at the question changes nothing, and the page leads to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from courses.models import ClassMember, ClassSession, TrainingClass
from people.models import User
from tests.conftest import Cast
from tests.factories.classes import make_session, member

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]


def test_calling_off_asks_first(cast: Cast, alpha_class: TrainingClass, now: datetime, client_of: ClientOf) -> None:
    session, client = make_session(alpha_class, now + timedelta(days=1)), client_of(cast.trainer)
    address = f"/classes/sessions/{session.pk}/call-off/"
    assert f'href="{address}"' in client.get(session.get_absolute_url()).content.decode()
    assert "Call this session off?" in client.get(address).content.decode()
    assert ClassSession.objects.get().is_held
    client.post(address)
    assert not ClassSession.objects.get().is_held


def test_a_member_leaves_after_a_question(cast: Cast, alpha_class: TrainingClass, officer: User, client_of: ClientOf) -> None:
    row, client = member(alpha_class, cast.learner), client_of(officer)
    address = f"/classes/members/{row.pk}/remove/"
    assert f'href="{address}"' in client.get(alpha_class.get_absolute_url()).content.decode()
    assert "Amina Diallo</bdi> leave the class?" in client.get(address).content.decode()
    assert ClassMember.objects.get(pk=row.pk).left_on is None
    client.post(address)
    assert ClassMember.objects.get(pk=row.pk).left_on is not None
