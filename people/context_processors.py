"""What every page's header needs, with no query on most requests."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from people.permissions import (
    can_edit_content,
    can_hold_classes,
    can_manage_training,
    can_read_audit,
    can_see_people,
    can_see_readiness,
    needs_second_factor,
)

SESSION_KEY = "navigation"


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav`` says which doors to show. The doors themselves ask again; this is worked out once a day and session, and anew
    when the account, the rank or a post of the person changed."""
    return {
        "nav": doors(request),
        "demonstration": settings.DEMONSTRATION,
        "second_factor_required": settings.SECOND_FACTOR_REQUIRED,
        "centre_name": settings.CENTRE_NAME,
    }


def doors(request: HttpRequest) -> dict[str, Any]:
    """Which doors stand open for the signed-in person today, kept in the session; empty for strangers."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    today = timezone.localdate()
    shown: dict[str, Any] | None = request.session.get(SESSION_KEY)
    known = [today.isoformat(), user.changed_at.isoformat()]
    if shown is None or shown.get("known") != known:
        shown = {
            "known": known,
            "readiness": can_see_readiness(user, today),
            "training": can_manage_training(user, today),
            "classes": can_hold_classes(user, today),
            "editor": can_edit_content(user),
            "people": can_see_people(user, today),
            "audit": can_read_audit(user),
            "staff": needs_second_factor(user, today),
            "label": user.short_label,
        }
        request.session[SESSION_KEY] = shown
    return shown
