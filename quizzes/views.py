"""Taking a quiz: start, answer, review, submit, result. Nothing here is ever stored by a browser."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.prepared import Prepared
from base.routing import page_path
from courses.outline import course_of
from courses.services import enrol_learner
from people.models import User
from quizzes.feedback import read_feedback, tells_at_once
from quizzes.forms import as_uuid, whole
from quizzes.history import own_history
from quizzes.late import late_questions
from quizzes.models import Attempt, LateAnswer
from quizzes.overdue import hand_in_if_over
from quizzes.permissions import visible_quiz
from quizzes.reading import reason_in_words
from quizzes.refusals import AttemptPaused, CannotStart, TimeGiven
from quizzes.rereading import reread_lesson
from quizzes.results import read_result
from quizzes.services import start_attempt, submit_attempt
from quizzes.sheet import Sheet, read_sheet
from quizzes.sittings.entry import begin_by_code, check_seat
from quizzes.unsent import first_page, unsent_answers


def learner_of(request: HttpRequest) -> User:
    """For the type checker: nobody gets this far without signing in."""
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
        .annotate(has_late=Exists(LateAnswer.objects.filter(attempt=OuterRef("pk"))))
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
    return show_page(request, sheet, has_unsent=any(question.number in unsent.given for question in sheet.shown))


def owner_mark(learner: User) -> str:
    """By which a device tells whose answers it keeps; it leads to nobody."""
    return salted_hmac("quizzes.device", str(learner.pk)).hexdigest()[:12]


def show_page(request: HttpRequest, sheet: Sheet, *, has_unsent: bool = False, status: int = 200) -> HttpResponse:
    """``can_check``: whether an answer of the page is still to be shown at once; ``all_told``: whether each was shown."""
    feedback, tells = read_feedback(sheet.attempt), tells_at_once(sheet.attempt)
    left = [question for question in sheet.shown if question.number not in feedback]
    can_check = tells and any(not question.kind.is_marked_by_hand for question in left)
    context = {"sheet": sheet, "has_unsent": has_unsent, "feedback": feedback, "can_check": can_check, "all_told": not left}
    context["owner"] = owner_mark(learner_of(request))
    return render(request, "quizzes/attempt.html", context, status=status)


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
    """Hands in, once; doing it again leads to the same result. Who comes here from the sign-in is led to the review.

    What is handed in only because its time is over (``because``) goes on where time was given since that page was made.
    """
    mine = own_attempt(request, public_id)
    if request.method != "POST":
        return redirect("quizzes:attempt-review", public_id)
    deed: dict[str, Any] = {"attempt": mine, "at": timezone.now(), "by": learner_of(request)}
    try:
        if request.POST.get("because") == "time-over":
            hand_in_if_over(**deed)
        else:
            submit_attempt(client_id=uuid4(), **deed)
    except TimeGiven:
        messages.success(request, _("You were given more time. Nothing was handed in."))
        return redirect(mine)
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
    late = len(late_questions([mine.pk])[mine.pk]) if mine.has_late else 0  # type: ignore[attr-defined]
    return render(request, "quizzes/result.html", {"result": read_result(mine, request.user), "late": late})


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
