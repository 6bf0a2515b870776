"""Nobody reaches the editor or other people's data with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

GUARDED_PREFIXES = ("/admin/", "/readiness/", "/documents/")


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view that shows other people's data outside the guarded prefixes."""
    view.needs_second_factor = True  # type: ignore[attr-defined]
    return view


class SecondFactorMiddleware:
    """Sends a signed-in person without a second factor to set one up before such a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if not (request.path.startswith(GUARDED_PREFIXES) or getattr(view, "needs_second_factor", False)):
            return None
        if is_mfa_enabled(request.user):
            return None
        messages.warning(request, _("This page shows other people’s data. Set up a second factor first; it takes two minutes."))
        return redirect("mfa_index")
