"""A page of answers that arrived after its session had lapsed, or during a pause: kept in the session, shown again after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quizzes.forms import read_page, whole
from quizzes.kinds import KINDS
from quizzes.models import Attempt
from quizzes.sheet import Unsaved

SESSION_KEY = "unsent-answers"
COLUMNS = ("number", "version__kind", "version__content")
MOST_KEPT = 8 * 1024  # bytes; a page of ten questions has less than two


def keep_unsent(request: HttpRequest, public_id: UUID) -> bool:
    """Keeps the posted page in the session, which a sign-in takes over; says whether it was kept."""
    posted = request.POST.copy()
    posted.pop("csrfmiddlewaretoken", None)
    body = posted.urlencode()
    if len(body) > MOST_KEPT:
        return False
    request.session[SESSION_KEY] = {"attempt": str(public_id), "body": body}
    return True


def sign_in_and_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keeps the posted page and leads to the sign-in and back to it."""
    if keep_unsent(request, public_id):
        messages.warning(request, _("You were signed out. Your answers are kept: sign in, then save them again."))
    page = whole(request.POST.get("page", ""), least=1)
    back = f"{reverse('quizzes:attempt', args=[public_id])}?page={page}"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def unsent_answers(request: HttpRequest, attempt: Attempt) -> Unsaved:
    """The kept answers of this attempt, to be shown in their places until they are saved."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["attempt"] != str(attempt.public_id):
        return Unsaved()
    answers = {answer.number: answer for answer in read_page(QueryDict(kept["body"])) if answer.is_whole_page}
    rows = attempt.items.filter(number__in=answers).order_by()
    items = {number: (KINDS[kind], content) for number, kind, content in rows.values_list(*COLUMNS)}
    return Unsaved(
        given={number: dict(answers[number].read(kind, content)) for number, (kind, content) in items.items()},
        seen={number: answers[number].seen for number in items},
    )


def forget_unsent(request: HttpRequest, attempt: Attempt) -> None:
    """They are saved now."""
    if request.session.get(SESSION_KEY, {}).get("attempt") == str(attempt.public_id):
        del request.session[SESSION_KEY]
