"""A request of somebody who is signed in; LoginRequiredMiddleware sees to it before the view runs."""

from __future__ import annotations

from django.http import HttpRequest

from people.models import User


class PersonRequest(HttpRequest):
    """For annotations of views that strangers never reach."""

    user: User  # type: ignore[assignment]
