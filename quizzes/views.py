"""Taking a quiz: start, answer, review, submit, result. Nothing here is ever stored by a browser."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.prepared import Prepared
from base.routing import page_path
from courses.outline import course_of
from courses.services import enrol_learner
from people.models import User
from quizzes.feedback import read_feedback, show_answers, tells_at_once
from quizzes.forms import MessageRefused, as_uuid, read_message, read_page, whole
from quizzes.history import own_history
from quizzes.kinds import ResponseRefused
from quizzes.models import Attempt, AttemptItem
from quizzes.permissions import visible_quiz
from quizzes.reading import reason_in_words
from quizzes.record import Saved
from quizzes.refusals import AttemptClosed, AttemptPaused, CannotStart, StaleAnswer
from quizzes.rereading import reread_lesson
from quizzes.results import read_result
from quizzes.services import save_answer, save_answers, start_attempt, submit_attempt
from quizzes.sheet import PAGE_SIZE, Sheet, merges, numbers_on, read_sheet, unsaved
from quizzes.sittings.entry import begin_by_code, check_seat
from quizzes.unsent import first_page, forget_unsent, keep_unsent, sign_in_and_back, unsent_answers, way_back


def learner_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def own_attempt(request: HttpRequest, public_id: UUID, *, to_show: bool = False) -> Attempt:
    """The reader's own attempt, else 404; ``to_show``: with its quiz and what was corrected. One query.

    403 where it is part of a sitting and this session is not in the room.
    """
    found = (_own_to_show if to_show else _own)(learner_of(request).pk, public_id)
    if not found:
        raise Http404
    check_seat(request, found[0])
    return found[0]


_own: Prepared[Attempt] = Prepared(
    lambda learner, public_id: Attempt.objects.filter(enrolment__learner=learner, public_id=public_id).order_by()
)
_own_to_show: Prepared[Attempt] = Prepared(
    lambda learner, public_id: (
        Attempt.objects.filter(enrolment__learner=learner, public_id=public_id)
        .order_by()
        .select_related("quiz__locale", "corrected")
    )
)


@never_cache
def attempt_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens an attempt or goes on with the open one. Who comes here from the sign-in is led to the quiz's page."""
    quiz, at = visible_quiz(request.user, pk), timezone.now()
    if quiz is None:
        raise Http404
    if request.method != "POST":
        return redirect(page_path(quiz.url_path, quiz.locale.language_code))
    if quiz.is_supervised or "code" in request.POST:
        return begin_by_code(request, quiz)
    enrolment = enrol_learner(learner=learner_of(request), course=course_of(quiz), at=at)
    try:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
    except CannotStart as refusal:
        messages.warning(request, reason_in_words(refusal.reason))
        return redirect(page_path(quiz.url_path, quiz.locale.language_code))
    return redirect(attempt)


@never_cache
@require_safe
def attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page of questions; without a page number the first with an open question."""
    mine, at = own_attempt(request, public_id, to_show=True), timezone.now()
    if mine.submitted_at is not None:
        return redirect("quizzes:attempt-result", public_id)
    if mine.paused_at is not None:
        return render(request, "quizzes/paused.html", {"attempt": mine})
    if mine.is_over(at):
        return render(request, "quizzes/time_over.html", {"sheet": read_sheet(mine, 1, at)})
    unsent = unsent_answers(request, mine)
    sheet = read_sheet(mine, whole(request.GET.get("page", "")) or first_page(unsent) or None, at, unsent)
    return _page_of(request, sheet, has_unsent=any(question.number in unsent.given for question in sheet.shown))


def _page_of(request: HttpRequest, sheet: Sheet, *, has_unsent: bool = False, status: int = 200) -> HttpResponse:
    """``tells``: whether answers are shown at once; ``can_check``: whether one of the page is still to be shown."""
    feedback, tells = read_feedback(sheet.attempt), tells_at_once(sheet.attempt)
    can_check = tells and any(question.number not in feedback for question in sheet.shown)
    context = {"sheet": sheet, "has_unsent": has_unsent, "feedback": feedback, "tells": tells, "can_check": can_check}
    return render(request, "quizzes/attempt.html", context, status=status)


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
    return _page_of(request, sheet, status=422)


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
    """The attempt takes no more answers: says so, marks what is saved if that is still to be done, shows the result."""
    if mine.submitted_at is not None:
        messages.warning(request, _("These answers were not saved: you have handed in this quiz already."))
        return redirect("quizzes:attempt-result", mine.public_id)
    try:
        submit_attempt(attempt=mine, client_id=uuid4(), at=at, by=learner_of(request))
    except AttemptPaused:  # the invigilator was faster by a moment
        return redirect(mine)
    messages.warning(request, _("The time is over. Every answer that was saved in time was marked."))
    return redirect("quizzes:attempt-result", mine.public_id)


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
    except (MessageRefused, ResponseRefused, AttemptItem.DoesNotExist, AttemptClosed, AttemptPaused, StaleAnswer) as error:
        return _refusal(error, mine)
    return JsonResponse({"sequence": sequence})


def _refusal(error: Exception, mine: Attempt) -> JsonResponse:
    match error:
        case StaleAnswer(conflict=c):
            both = {"saved": c.saved.response, "given": c.given, "item": c.number, "sequence": c.saved.sequence}
            return JsonResponse({"error": "stale", **both}, status=409)
        case AttemptClosed():
            return JsonResponse({"error": "closed", "url": reverse("quizzes:attempt", args=[mine.public_id])}, status=403)
        case AttemptPaused():
            return JsonResponse({"error": "paused", "url": reverse("quizzes:attempt", args=[mine.public_id])}, status=423)
        case AttemptItem.DoesNotExist():
            return JsonResponse({"error": "refused", "message": "No such question."}, status=404)
    return JsonResponse({"error": "refused", "message": str(error)}, status=400)


@never_cache
@require_safe
def attempt_time(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """For the page's clock: {state, now, deadline, url}. It only shows; what is in time, the moment of saving decides."""
    mine, at = own_attempt(request, public_id), timezone.now()
    state = "closed" if mine.submitted_at is not None else "paused" if mine.paused_at is not None else "open"
    deadline = mine.deadline.isoformat() if mine.deadline else None
    return JsonResponse({"state": state, "now": at.isoformat(), "deadline": deadline, "url": mine.get_absolute_url()})


@never_cache
@require_safe
def attempt_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is answered and what is not, before anything is handed in."""
    mine, at = own_attempt(request, public_id, to_show=True), timezone.now()
    if mine.submitted_at is not None:
        return redirect("quizzes:attempt-result", public_id)
    if mine.paused_at is not None:
        return redirect(mine)
    template = "quizzes/time_over.html" if mine.is_over(at) else "quizzes/review.html"
    unsent_page = first_page(unsent_answers(request, mine))
    return render(request, template, {"sheet": read_sheet(mine, 1, at), "unsent_page": unsent_page})


@never_cache
def attempt_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hands in, once; doing it again leads to the same result. Who comes here from the sign-in is led to the review."""
    mine = own_attempt(request, public_id)
    if request.method != "POST":
        return redirect("quizzes:attempt-review", public_id)
    try:
        submit_attempt(attempt=mine, client_id=uuid4(), at=timezone.now(), by=learner_of(request))
    except AttemptPaused:  # while the review stood open; it is handed in when the invigilator lets it go on
        return redirect(mine)
    return redirect("quizzes:attempt-result", public_id)


@never_cache
@require_safe
def attempt_result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the policy of the attempt lets its learner see."""
    mine = own_attempt(request, public_id, to_show=True)
    if mine.submitted_at is None:
        return redirect(mine)
    return render(request, "quizzes/result.html", {"result": read_result(mine, request.user)})


@never_cache
def attempt_reread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """“I have read it again”, of one lesson. Who comes here from the sign-in is led to the quiz's page."""
    mine = own_attempt(request, public_id, to_show=True)
    if request.method == "POST" and (lesson := as_uuid(request.POST.get("lesson"))):
        reread_lesson(attempt=mine, lesson=lesson, at=timezone.now(), by=learner_of(request))
    return redirect(page_path(mine.quiz.url_path, mine.quiz.locale.language_code))


@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """The reader's own attempts at every quiz."""
    return render(request, "quizzes/history.html", {"history": own_history(request.user)})
