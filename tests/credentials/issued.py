"""What the tests of this folder hold in their hands: a credential, and its public page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from credentials.models import Achievement, Credential
from credentials.services import issue_credential
from people.levels import Level
from people.models import User
from tests.conftest import NOW
from tests.factories.courses import make_achievement

REASON = "Another person sat the examination."


def issued(
    holder: User, achievement: Achievement | None = None, *, at: datetime = NOW, level: Level = Level.EVERYONE
) -> Credential:
    """A credential that the holder earned; of a new achievement unless one is named."""
    found = achievement or Achievement.objects.filter(key="core").first() or make_achievement()
    return issue_credential(holder=holder, achievement=found, level=level, at=at)


def verdict_page(code: str, **extra: Any) -> str:
    """What a stranger is told about a code."""
    answer = Client().get(f"/v/{code}/", **extra)
    assert answer.status_code == 200
    return answer.content.decode()
