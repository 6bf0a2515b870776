"""Doors that stay shut for a moment: a form older than the last sign-in, a seat that this session has not taken.

What was posted there is kept and stands in its place again; a script is told the way back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

from base.views import csrf_failure as form_too_old
from quizzes.sittings.entry import SeatNeeded, ask_for_code
from quizzes.unsent import keep_unsent, sign_in_and_back, way_back

SAVE, ANSWER = "quizzes:attempt-save", "quizzes:attempt-answer"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits. A page of answers is kept and shown again; one from another site never is."""
    name, public_id = _asked(request)
    if public_id is None or not reason.startswith("CSRF"):
        return form_too_old(request, reason)
    if name == ANSWER:
        return JsonResponse({"error": "old-page", "url": reverse("quizzes:attempt", args=[public_id])}, status=403)
    if not request.user.is_authenticated:
        return sign_in_and_back(request, public_id)
    keep_unsent(request, public_id, _("You signed in again since this page was opened. Your answers are kept: save them again."))
    return redirect(way_back(request, public_id))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: who left the room's session is asked for the code; everybody else reads the page that says so."""
    if not isinstance(exception, SeatNeeded):
        return permission_denied(request, exception)
    name, public_id = _asked(request)
    if name == ANSWER:
        return JsonResponse({"error": "seat", "url": reverse("quizzes:sit")}, status=403)
    told = _("This attempt is part of a sitting. Type the code on the wall to go on with it.")
    if public_id is not None and request.method == "POST" and keep_unsent(request, public_id):
        told = _("This attempt is part of a sitting. Your answers are kept: type the code on the wall, then save them again.")
    return ask_for_code(request, told)


def _asked(request: HttpRequest) -> tuple[str, UUID | None]:
    """The name of the address, and the attempt where answers are sent to it."""
    match: Any = request.resolver_match
    name = match.view_name if match else ""
    return name, match.kwargs["public_id"] if name in (SAVE, ANSWER) else None
