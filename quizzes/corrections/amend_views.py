"""Proposing that one attempt is put right: a line of a sheet typed wrong, points given wrong, an answer that came too late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.audit.services import note
from people.permissions import can_hold_classes
from people.requests import PersonRequest
from quizzes.corrections.forms import ReasonForm
from quizzes.corrections.late import late_to_propose
from quizzes.corrections.permissions import visible_late_answers
from quizzes.corrections.reading import in_words
from quizzes.corrections.services import CorrectionRefused, propose_amendment, stands_for
from quizzes.hand_marking.forms import MarkForm
from quizzes.hand_marking.permissions import visible_markings
from quizzes.kinds import KINDS, ResponseRefused
from quizzes.late import whole_response
from quizzes.models import AttemptItem, LateAnswer, Marking
from quizzes.paper.forms import line_of
from quizzes.paper.kinds import PAPER_KINDS, is_empty
from quizzes.paper.permissions import visible_forms

A_PAGE = 30
After = Callable[[], dict[str, Any]]
TOGETHER = ("version", "attempt__enrolment", "attempt__corrected", "attempt__quiz__locale")


@never_cache
def sheet(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """What really stands in a line of an answer sheet that was typed wrong."""
    papers = visible_forms(request.user, timezone.localdate()).filter(attempt__isnull=False)
    paper = get_object_or_404(papers, pk=pk)
    item = get_object_or_404(AttemptItem.objects.select_related(*TOGETHER), attempt=paper.attempt_id, number=number)
    form = ReasonForm(request.POST or None)
    form.fields["typed"] = line_of(item)
    form.order_fields(["typed", "reason"])

    return _propose(request, item, form, "response", lambda: {"response": _typed(item, form.cleaned_data["typed"].strip())})


def _typed(item: AttemptItem, typed: str) -> dict[str, Any]:
    """As the kind takes it; of an empty line, what a form says in which nothing was chosen. Raises ResponseRefused."""
    name, content = item.version.kind, item.version.content
    if is_empty(name, typed):
        return KINDS[name].read_form(QueryDict(""), "left-out", content)
    return PAPER_KINDS[name].read(content, item.option_order, typed)


@never_cache
def points(request: PersonRequest, pk: int) -> HttpResponse:
    """Other points for an open answer that was marked."""
    marked = visible_markings(request.user).filter(marked_at__isnull=False)
    marking = get_object_or_404(marked.select_related("item__version"), pk=pk)
    item = AttemptItem.objects.select_related(*TOGETHER, "marking").get(pk=marking.item_id)
    form = MarkForm(request.POST or None, marking=marking)
    del form.fields["comment"]
    form.fields["reason"] = ReasonForm.base_fields["reason"]
    return _propose(request, item, form, "points", lambda: {"points": form.points})


@require_GET
@never_cache
def late_answers(request: PersonRequest) -> HttpResponse:
    """What arrived after the end, of those whom the reader may help; each look at named people is logged."""
    today = timezone.localdate()
    if not can_hold_classes(request.user, today):
        raise Http404
    page = Paginator(late_to_propose(request.user, today), A_PAGE).get_page(request.GET.get("page"))
    if page.object_list:
        note("late answers looked at", by=request.user.pk, at=timezone.now(), people=_people(page.object_list))
    return render(request, "quizzes/corrections/late.html", {"page": page})


def _people(rows: Iterable[LateAnswer]) -> list[int]:
    return sorted({row.attempt.enrolment.learner_id for row in rows})


@never_cache
def late(request: PersonRequest, pk: int) -> HttpResponse:
    """That an answer counts which arrived after the end, in a sitting or outside one."""
    row = get_object_or_404(visible_late_answers(request.user, timezone.localdate()), pk=pk)
    item = AttemptItem.objects.select_related(*TOGETHER).get(pk=row.item_id)
    return _propose(request, item, ReasonForm(request.POST or None), "response", lambda: {"response": whole_response(row)})


def _propose(request: PersonRequest, item: AttemptItem, form: forms.Form, what: str, after: After) -> HttpResponse:
    """``after``: what is to stand, once the form is valid; where nothing is typed but the reason, it is shown beforehand."""
    if item.attempt.enrolment.learner_id == request.user.pk:
        raise Http404
    if form.is_valid():
        try:
            deed = {"reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}
            made = propose_amendment(item=item, after=after(), **deed)
            messages.success(request, _("Proposed. Nothing has changed yet: a second person must decide."))
            return redirect(made)
        except (CorrectionRefused, ResponseRefused) as refusal:
            form.add_error(None, str(refusal))
    context = {
        "item": item,
        "form": form,
        "before": in_words(item.version, stands_for(item, what)),
        "wanted": in_words(item.version, after()) if set(form.fields) == {"reason"} else None,
        "answer": in_words(item.version, stands_for(item, "response")) if what == "points" else None,
        "keeps_points": what == "response" and Marking.objects.filter(item=item, marked_at__isnull=False).exists(),
    }
    return render(request, "quizzes/corrections/amend.html", context)
