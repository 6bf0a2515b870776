"""Contested results: the list, one case, contesting a course, answering."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.limits import is_too_often
from courses.contests.forms import AnswerForm, ContestForm
from courses.contests.permissions import can_answer, visible_contests
from courses.contests.services import answer_contest, contest_result
from courses.models import Contest, Enrolment
from people.audit.services import note
from people.middleware import guarded
from people.permissions import can_manage_training, group_roles
from people.postings import Refused
from people.powers import Power, grants
from people.requests import PersonRequest

ROWS_A_PAGE = 50
CASES_A_DAY = "20/d/user"
COURSE = "course"
PARTIES = ("enrolment__learner__rank", "answered_by__rank")


@guarded
@never_cache
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The own cases, and those to answer; what waits stands first."""
    today = timezone.localdate()
    rows = visible_contests(request.user, today).select_related(*PARTIES).open_first()
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": today, "is_officer": can_manage_training(request.user, today)}
    return render(request, "courses/contests/index.html", context)


@guarded
@never_cache
@require_safe
def one(request: PersonRequest, pk: int) -> HttpResponse:
    """One case: for its learner to read, for the officer to answer."""
    return _page(request, _visible(request, pk), AnswerForm())


def _visible(request: PersonRequest, pk: int) -> Contest:
    return get_object_or_404(visible_contests(request.user, timezone.localdate()).select_related(*PARTIES), pk=pk)


def _page(request: PersonRequest, case: Contest, form: AnswerForm) -> HttpResponse:
    learner = case.enrolment.learner_id
    if learner != request.user.pk:
        note("contest looked at", by=request.user.pk, at=timezone.now(), contest=case.pk, user=learner)
    context = {
        "case": case,
        "form": form,
        "may_answer": can_answer(request.user, case, timezone.localdate()),
        "may_correct": any(grants(role, Power.PROPOSE_CORRECTIONS) for role in group_roles(request.user)),
        "is_own": learner == request.user.pk,
    }
    return render(request, "courses/contests/one.html", context)


@guarded
@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The officer's word, once."""
    case, form = _visible(request, pk), AnswerForm(request.POST)
    if case.enrolment.learner_id == request.user.pk:
        raise Http404
    if not form.is_valid():
        return _page(request, case, form)
    try:
        answer_contest(contest=case, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Answered. The learner is told."))
    return redirect("contests:one", pk=pk)


@never_cache
def course(request: PersonRequest, pk: int) -> HttpResponse:
    """Contests what a course counts for the reader: a missing lesson, a presence, the certificate."""
    enrolment = get_object_or_404(Enrolment.objects.of(request.user).select_related("course", "learner"), pk=pk)
    return contest_page(request, enrolment, about=COURSE, subject=str(enrolment.course.title))


def contest_page(request: PersonRequest, enrolment: Enrolment, *, about: str, subject: str) -> HttpResponse:
    """The form for whatever an enrolment counts; higher floors call it with what they know of."""
    open_case = Contest.objects.open().filter(enrolment=enrolment, about=about).first()
    if open_case is not None:
        messages.info(request, _("You have contested this result already. Wait for the answer; you are told of it."))
        return redirect("contests:one", pk=open_case.pk)
    form = ContestForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not _is_too_often(request):
        values = {"about": about, "subject": subject, "reason": form.cleaned_data["reason"]}
        case = contest_result(enrolment=enrolment, **values, at=timezone.now())
        messages.success(request, _("Your case is with your training officer. You are told of the answer."))
        return redirect("contests:one", pk=case.pk)
    return render(request, "courses/contests/new.html", {"form": form, "subject": subject})


def _is_too_often(request: PersonRequest) -> bool:
    if not is_too_often(request, "contests", CASES_A_DAY):
        return False
    messages.error(request, _("You contested very many results today. Write to your training officer."))
    return True
