"""Nobody reaches the editor or other people's data with a password alone, or on a screen left behind."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people.adapters import SECOND_FACTORS
from people.context_processors import doors
from people.permissions import needs_second_factor

log = logging.getLogger("bluehelm.people")

GUARDED_PREFIXES = (
    "/admin/",
    "/readiness/",
    "/roll/",
    "/slips/",
    "/classes/",
    "/units/",
    "/reminders/",
    "/curriculum/",
    "/quiz/figures/",
    "/quiz/corrections/",
    "/quiz/to-mark/",
    "/quiz/sittings/",
    "/quiz/paper/",
)
# The editor's heartbeat goes on when nobody sits there any more.
SILENT_PREFIXES = ("/admin/editing-sessions/",)
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
BEGUN_KEY, SEEN_KEY = "begun", "seen"
IDLE_SECONDS = 30 * 60
WHOLE_SECONDS = 12 * 60 * 60
WRITE_SECONDS = 5 * 60


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
        if not _is_guarded(request, view):
            return None
        if is_mfa_enabled(request.user, SECOND_FACTORS):
            return None
        messages.warning(request, _("This page shows other people’s data. Set up a second factor first; it takes two minutes."))
        return redirect("mfa_index")


def _is_guarded(request: HttpRequest, view: Any) -> bool:
    """Below the prefixes for everybody; at a marked view for those who see more there than what is their own."""
    if request.path.startswith(GUARDED_PREFIXES):
        return True
    return getattr(view, "needs_second_factor", False) and needs_second_factor(request.user, timezone.localdate())


class SessionTimeMiddleware:
    """Ends a session after 12 hours, and after 30 idle minutes for whoever sees other people's data (ASVS 7.3.1, 7.3.2).

    However a session ends, the browser drops the pages it kept, so that “Back” shows nothing of them (14.3.1). Answers that wait
    for a connection stay: “Finish and clear” alone empties those.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_in = request.user.is_authenticated
        if came_in:
            self._watch(request, time.time())
        was_in = came_in or _ended_elsewhere(request)
        response = self.get_response(request)
        if was_in and not request.user.is_authenticated:
            response.headers.setdefault("Clear-Site-Data", '"cache"')
        return response

    def _watch(self, request: HttpRequest, now: float) -> None:
        begun = request.session.setdefault(BEGUN_KEY, now)
        if now - begun > WHOLE_SECONDS:
            _end(request, _("You were signed out: a session lasts 12 hours at most. Sign in again to go on."))
        elif _is_staff(request):
            seen = request.session.setdefault(SEEN_KEY, now)
            if now - seen > IDLE_SECONDS:
                _end(request, _("You were signed out: nothing happened here for 30 minutes. Sign in again to go on."))
            elif now - seen > WRITE_SECONDS and not request.path.startswith(SILENT_PREFIXES):
                request.session[SEEN_KEY] = now


class RefusalLogMiddleware:
    """Writes down what a signed-in person was refused: the account and the name of the address (ASVS 16.3.2).

    Other people's things are “not found”, so that this counts as a refusal as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in REFUSALS and request.user.is_authenticated:
            route = request.resolver_match.view_name if request.resolver_match else ""
            log.info("refused", extra={"data": {"user": request.user.pk, "status": response.status_code, "route": route}})
        return response


def _ended_elsewhere(request: HttpRequest) -> bool:
    """The browser still names a session, which another device, another password or an administrator has ended, or the time."""
    named = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(named) and (request.session.is_empty() or USER_KEY in request.session)


def _is_staff(request: HttpRequest) -> bool:
    return bool(doors(request)["staff"])


def _end(request: HttpRequest, reason: str) -> None:
    log.info("session ended by time", extra={"data": {"user": request.user.pk}})
    logout(request)
    messages.info(request, reason)
