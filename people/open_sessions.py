"""Sessions that stand open on other devices, and their end."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from people.models import User


def end_sessions(*, user: User, but: str = "") -> int:
    """Signs the person out everywhere but in the session of this key; returns how many sessions there were."""
    listed = UserSession.objects.filter(user=user).exclude(session_key=but)
    ended, _rows = Session.objects.filter(session_key__in=list(listed.values_list("session_key", flat=True))).delete()
    listed.delete()
    return ended
