"""Answers that arrived at a closed door, kept in the session and shown again in their places until they are saved.

The session had lapsed, its form was older than the last sign-in, its seat in the sitting was not taken, or the time stood still.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quizzes.forms import MOST_BYTES, read_page, whole
from quizzes.kinds import KINDS, Kind, ResponseRefused
from quizzes.kinds.interface import Content
from quizzes.models import Attempt
from quizzes.record import Answer
from quizzes.sheet import PAGE_SIZE, Unsaved
from quizzes.sheet import page_of as page_of_number

SESSION_KEY = "unsent-answers"
COLUMNS = ("number", "version__kind", "version__content")
CONTROL = re.compile(r"(?:seen|item|merged)-(\d{1,4})(?!\d)")
# Characters: a page full of answers, several as long as open ones may be, whose letters take three signs a byte in a form.
MOST_KEPT = 12 * PAGE_SIZE * MOST_BYTES


def keep_unsent(request: HttpRequest, public_id: UUID, told: str = "") -> bool:
    """Keeps the posted answers beside those of the same attempt that were kept before, and says so (``told``).

    What is longer than answers can be is not kept; that is said, never passed over.
    """
    page = _kept(request, public_id)
    _take_out(page, {number for name in request.POST if (number := _number(name)) is not None})
    for name in request.POST:
        if _number(name) is not None:
            page.setlist(name, request.POST.getlist(name))
    body = page.urlencode()
    if len(body) > MOST_KEPT:
        messages.error(request, _("Your answers are too long to be kept. Go back, shorten them, and save the page again."))
        return False
    request.session[SESSION_KEY] = {"attempt": str(public_id), "body": body}
    if told:
        messages.warning(request, told)
    return True


def _kept(request: HttpRequest, public_id: UUID) -> QueryDict:
    """What is kept of this attempt, as a form posts it."""
    kept = request.session.get(SESSION_KEY) or {}
    return QueryDict(kept["body"] if kept.get("attempt") == str(public_id) else "", mutable=True)


def _number(name: str) -> int | None:
    """Of the question to which a control belongs; None for one that is no part of an answer."""
    found = CONTROL.match(name)
    return int(found[1]) if found else None


def _take_out(page: QueryDict, numbers: Iterable[int]) -> None:
    gone = set(numbers)
    for name in [name for name in page if _number(name) in gone]:
        del page[name]


def way_back(request: HttpRequest, public_id: UUID) -> str:
    """To the page of questions that was posted."""
    page = whole(request.POST.get("page", ""), least=1)
    return f"{reverse('quizzes:attempt', args=[public_id])}?page={page}"


def sign_in_and_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keeps the posted page and leads to the sign-in and back to it.

    Only of an attempt that there is, whose address nobody guesses: else strangers would fill the table of sessions.
    """
    if Attempt.objects.filter(public_id=public_id).exists():
        keep_unsent(request, public_id, _("You were signed out. Your answers are kept: sign in, then save them again."))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': way_back(request, public_id)})}")


def unsent_answers(request: HttpRequest, attempt: Attempt) -> Unsaved:
    """The kept answers of this attempt, to be shown in their places until they are saved. Two queries where there are any."""
    answers = {answer.number: answer for answer in read_page(_kept(request, attempt.public_id))}
    if not answers:
        return Unsaved()
    given = dict[int, dict[str, Any]]()
    rows = attempt.items.filter(number__in=answers).order_by()
    was_answered = set(rows.filter(steps__isnull=False).values_list("number", flat=True))
    for number, kind, content in rows.values_list(*COLUMNS):
        response = _response(answers[number], KINDS[kind], content)
        is_emptied = number in was_answered and KINDS[kind].can_be_emptied
        if response is not None and (is_emptied or KINDS[kind].is_answered(response)):
            given[number] = response
    return Unsaved(given=given, seen={number: answers[number].seen for number in given})


def _response(answer: Answer, kind: Kind, content: Content) -> dict[str, Any] | None:
    """As it was given; one chosen between two comes as its text, which may be anything, and is left out where it does not fit."""
    read = dict(answer.read(kind, content))
    try:
        return kind.clean_response(content, read)
    except ResponseRefused:
        return read if answer.is_whole_page else None


def first_page(unsaved: Unsaved) -> int:
    """The first page of questions with such an answer; 0 where there is none."""
    return page_of_number(min(unsaved.given)) if unsaved.given else 0


def forget_unsent(request: HttpRequest, attempt: Attempt) -> None:
    """Those of the posted page are saved now; those of other pages wait on."""
    page = _kept(request, attempt.public_id)
    if not page:
        return
    _take_out(page, {number for name in request.POST if (number := _number(name)) is not None})
    if page:
        request.session[SESSION_KEY] = {"attempt": str(attempt.public_id), "body": page.urlencode()}
    else:
        del request.session[SESSION_KEY]
