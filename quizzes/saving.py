"""Answers as they arrive, a page of a form or one by script: saved, sent back to be decided, or kept as too late."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.feedback import show_answers, tells_at_once
from quizzes.forms import MessageRefused, read_message, read_page, whole
from quizzes.kinds import ResponseRefused
from quizzes.late import keep_late_answers
from quizzes.models import Attempt, AttemptItem
from quizzes.overdue import hand_in_if_over
from quizzes.record import Saved
from quizzes.refusals import AttemptClosed, AttemptPaused, StaleAnswer, TimeGiven
from quizzes.services import save_answer, save_answers
from quizzes.sheet import PAGE_SIZE, Sheet, merges, numbers_on, read_sheet, unsaved
from quizzes.unsent import forget_unsent, keep_unsent, sign_in_and_back, way_back
from quizzes.views import learner_of, own_attempt, show_page


@never_cache
@login_not_required
def attempt_save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """“Save and go on”: a whole page of answers from a form. Who loads its address again is led to the questions."""
    if request.method != "POST":
        return redirect("quizzes:attempt", public_id)
    if not request.user.is_authenticated:
        return sign_in_and_back(request, public_id)
    return _save(request, own_attempt(request, public_id), timezone.now())


def _save(request: HttpRequest, mine: Attempt, at: datetime) -> HttpResponse:
    page = whole(request.POST.get("page"), least=1)
    try:
        saved = save_answers(attempt=mine, answers=read_page(request.POST), at=at, by=learner_of(request))
    except AttemptPaused:
        keep_unsent(request, mine.public_id)
        return redirect(way_back(request, mine.public_id))
    except AttemptClosed:
        return _close(request, mine, at)
    forget_unsent(request, mine)
    if saved.conflicts or saved.refused:
        return _ask_again(request, saved, read_sheet(mine, page, at, unsaved(saved)))
    if mine.is_over(at):
        return _close(request, mine, at)
    return _check(request, mine, page, at) if request.POST.get("go") == "check" else _on(request, mine, page)


def _ask_again(request: HttpRequest, saved: Saved, sheet: Sheet) -> HttpResponse:
    """What could not be saved, for the learner to decide or to mend."""
    if saved.conflicts:
        return render(request, "quizzes/merge.html", {"sheet": sheet, "merges": merges(sheet, saved.conflicts)}, status=409)
    return show_page(request, sheet, status=422)


def _check(request: HttpRequest, mine: Attempt, page: int, at: datetime) -> HttpResponse:
    """Shows the answers of the page that were not shown yet, on the same page; where the policy tells nothing, leads on."""
    if not tells_at_once(mine):
        return _on(request, mine, page)
    try:
        new = show_answers(attempt=mine, numbers=numbers_on(page), at=at, by=learner_of(request))
    except AttemptClosed:  # handed in from another tab since this page was saved: its answers count
        return redirect("quizzes:attempt-result", mine.public_id)
    if not new:
        messages.info(request, _("Answer a question first; then you see whether it is right."))
    return redirect(f"{mine.get_absolute_url()}?page={page}" + (f"#question-{new[0]}" if new else ""))


def _on(request: HttpRequest, mine: Attempt, page: int) -> HttpResponse:
    return redirect(_way_on(mine, page, request.POST.get("go")))


def _way_on(mine: Attempt, page: int, go: str | None) -> str:
    """Where a saved page leads: on by default, to the review after the last."""
    if go == "review" or (go != "previous" and page * PAGE_SIZE >= mine.total):
        return reverse("quizzes:attempt-review", args=[mine.public_id])
    return f"{mine.get_absolute_url()}?page={max(1, page - 1 if go == 'previous' else page + 1)}"


def _close(request: HttpRequest, mine: Attempt, at: datetime) -> HttpResponse:
    """The attempt takes no more answers: keeps what came too late and says so, marks what is saved, shows the result."""
    try:
        closed = hand_in_if_over(attempt=mine, at=at, by=learner_of(request))
    except (AttemptPaused, TimeGiven):  # the invigilator was faster by a moment
        keep_unsent(request, mine.public_id)
        return redirect(way_back(request, mine.public_id))
    late = keep_late_answers(attempt=mine, answers=read_page(request.POST), at=at)
    if late:
        messages.warning(request, late_in_words(late))
    elif mine.submitted_at is None and closed.submitted_at is not None:
        messages.warning(request, _("The time is over. Every answer that was saved in time was marked."))
    else:
        messages.info(request, _("You have handed in this quiz already. Nothing on this page was new."))
    return redirect("quizzes:attempt-result", mine.public_id)


def late_in_words(number: int) -> str:
    text = ngettext(
        "%(n)d of your answers arrived too late. It is kept, but it does not count.",
        "%(n)d of your answers arrived too late. They are kept, but they do not count.",
        number,
    )
    return text % {"n": number}


@never_cache
@login_not_required
@require_POST
def attempt_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One answer by script: {sequence}, or a status that the script understands (401, 403, 409)."""
    if not request.user.is_authenticated:
        sign_in = f"{reverse('account_login')}?next={reverse('quizzes:attempt', args=[public_id])}"
        return JsonResponse({"error": "signed-out", "sign_in": sign_in}, status=401)
    mine = own_attempt(request, public_id)
    try:
        message = read_message(request.body)
        sequence = save_answer(
            attempt=mine,
            number=message.item,
            response=message.response,
            client_id=message.client_id,
            seen_sequence=message.seen,
            at=timezone.now(),
            by=learner_of(request),
        )
    except AttemptClosed:
        kept = keep_late_answers(attempt=mine, answers=[message.answer], at=timezone.now())
        return JsonResponse({"error": "closed", "url": mine.get_absolute_url(), "kept": kept}, status=403)
    except (MessageRefused, ResponseRefused, AttemptItem.DoesNotExist, AttemptPaused, StaleAnswer) as error:
        return _refusal(error, mine)
    return JsonResponse({"sequence": sequence})


def _refusal(error: Exception, mine: Attempt) -> JsonResponse:
    match error:
        case StaleAnswer(conflict=c):
            both = {"saved": c.saved.response, "given": c.given, "item": c.number, "sequence": c.saved.sequence}
            return JsonResponse({"error": "stale", **both}, status=409)
        case AttemptPaused():
            return JsonResponse({"error": "paused", "url": reverse("quizzes:attempt", args=[mine.public_id])}, status=423)
        case AttemptItem.DoesNotExist():
            return JsonResponse({"error": "refused", "message": "No such question."}, status=404)
    return JsonResponse({"error": "refused", "message": str(error)}, status=400)
