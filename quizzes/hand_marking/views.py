"""Open answers to mark: the list, one answer with its rubric, handing on."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.audit.services import note
from people.permissions import is_administrator
from people.requests import PersonRequest
from quizzes.hand_marking import services
from quizzes.hand_marking.forms import MarkForm
from quizzes.hand_marking.permissions import can_mark, visible_markings
from quizzes.hand_marking.reading import read_answer
from quizzes.models import Marking

A_PAGE, MOST_MARKED = 50, 20
log = logging.getLogger("bluehelm.quizzes")


@require_safe
@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """What waits for the reader, the oldest first, and what was marked last."""
    if not can_mark(request.user):
        raise Http404
    rows = visible_markings(request.user).open().select_related("item__version", "marker__rank")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    marked = visible_markings(request.user).filter(marked_at__isnull=False).select_related("item__version")
    context = {"page": page, "is_overview": is_administrator(request.user), "marked": marked.order_by("-marked_at")[:MOST_MARKED]}
    return render(request, "quizzes/hand_marking/index.html", context)


def _open(request: PersonRequest, pk: int) -> Marking:
    """One that the reader may mark and that has no mark yet. Raises Http404."""
    rows = visible_markings(request.user).open().select_related("item__version", "item__attempt")
    return get_object_or_404(rows, pk=pk)


@never_cache
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Points by the rubric; each look is logged by its number."""
    marking = _open(request, pk)
    form = MarkForm(request.POST or None, marking=marking)
    if request.method == "POST" and form.is_valid():
        deed = {"comment": form.cleaned_data["comment"], "by": request.user, "at": timezone.now()}
        try:
            services.mark_answer(marking=marking, points=form.points, **deed)  # type: ignore[arg-type]
            messages.success(request, _("Marked. When the last answer of this attempt is marked, its learner sees the result."))
        except services.AlreadyMarked:
            messages.warning(request, _("This answer waits for no mark any more. Nothing was changed."))
        return redirect("hand-marking:index")
    note("answer looked at", by=request.user.pk, at=timezone.now(), marking=marking.pk, attempt=marking.item.attempt_id)
    log.info("answer-read", extra={"data": {"marking": marking.pk, "by": request.user.pk}})
    return render(
        request, "quizzes/hand_marking/answer.html", {"reading": read_answer(marking), "form": form, "marking": marking}
    )


@require_POST
@never_cache
def hand_on(request: PersonRequest, pk: int) -> HttpResponse:
    """To the next in turn, e.g. because the marker knows who wrote it."""
    try:
        found = services.hand_on(marking=_open(request, pk), by=request.user, at=timezone.now())
    except services.AlreadyMarked:
        raise Http404
    if found is None:
        messages.warning(request, _("There is nobody else to mark it."))
    else:
        messages.success(request, _("The answer was given to somebody else."))
    return redirect("hand-marking:index")
