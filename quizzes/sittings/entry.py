"""The learner's side: the code from the wall, once in each session, and the door of an attempt that is part of a sitting."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from base.routing import page_path
from people.models import User
from quizzes.models import Attempt, QuizPage
from quizzes.reading import reason_in_words
from quizzes.refusals import CannotStart
from quizzes.sittings.contact import note_contact
from quizzes.sittings.services import NotAdmitted, SittingPaused, admit_learner, begin_seated

TRIES = "10/5m/user"
TRIES_OF_A_ROOM = "300/5m/ip"
SESSION_KEY = "sittings"


class SeatNeeded(PermissionDenied):
    """The attempt is part of a sitting, and this session has not given its code."""


@never_cache
def sit(request: HttpRequest) -> HttpResponse:
    """The code alone leads to the examination: for devices that many share."""
    return begin_by_code(request) if request.method == "POST" else render(request, "quizzes/sittings/sit.html")


def begin_by_code(request: HttpRequest, quiz: QuizPage | None = None) -> HttpResponse:
    """Begins or goes on where the code is right; 403 where it is not, whatever is wrong about it; 429 after too many tries."""
    if is_too_often(request, "sitting", TRIES) or is_too_often(request, "sitting-room", TRIES_OF_A_ROOM):
        return _refused(request, quiz, _("Too many tries. Wait five minutes, then type the code again."), 429)
    learner, at = cast(User, request.user), timezone.now()
    try:
        key = quiz.translation_key if quiz else None
        seat = admit_learner(learner=learner, code=request.POST.get("code", "")[:40], quiz_key=key, at=at)
        attempt = begin_seated(seat=seat, quiz=quiz or seat.sitting.quiz, at=at)
    except NotAdmitted:
        return _refused(request, quiz, "")
    except SittingPaused:
        return _refused(request, quiz, _("The sitting is paused. Type the code again when the invigilator lets it go on."))
    except CannotStart as refusal:
        return _refused(request, quiz, reason_in_words(refusal.reason))
    request.session[SESSION_KEY] = sorted({*request.session.get(SESSION_KEY, []), seat.sitting_id})
    return redirect(attempt)


def _refused(request: HttpRequest, quiz: QuizPage | None, reason: str, status: int = 403) -> HttpResponse:
    context: dict[str, Any] = {"quiz": quiz, "reason": reason, "is_refused": True}
    if quiz is not None:
        context["quiz_url"] = page_path(quiz.url_path, quiz.locale.language_code)
    return render(request, "quizzes/sittings/sit.html", context, status=status)


def ask_for_code(request: HttpRequest, reason: str) -> HttpResponse:
    """403, with the form for the code: the session is not in the room."""
    return _refused(request, None, reason)


def check_seat(request: HttpRequest, attempt: Attempt) -> None:
    """An open attempt of a sitting goes on only in a session that gave the code: in the room. Raises SeatNeeded."""
    sitting = attempt.rules.get("sitting")
    if sitting is None or attempt.submitted_at is not None:
        return
    if sitting not in request.session.get(SESSION_KEY, []):
        raise SeatNeeded
    note_contact(attempt, timezone.now())
