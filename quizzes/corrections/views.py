"""Corrections: find a question, propose, look at the list, decide, take back."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from people.audit.services import note
from people.middleware import guarded
from people.requests import PersonRequest
from quizzes.corrections import services
from quizzes.corrections.forms import ProposalForm, ReasonForm, RefusalForm
from quizzes.corrections.permissions import can_decide, can_propose, can_propose_some, visible_corrections
from quizzes.corrections.reading import found_versions, in_words, read_correction
from quizzes.kinds.text import readable
from quizzes.models import AttemptItem, Correction, ItemVersion

A_PAGE = 30
log = logging.getLogger("bluehelm.quizzes")


def _correction(request: PersonRequest, pk: int) -> Correction:
    """One that the reader may see. Raises Http404."""
    rows = visible_corrections(request.user, timezone.localdate())
    people = ("proposed_by__rank", "decided_by__rank")
    return get_object_or_404(rows.select_related("version__item__bank", "reverses", *people), pk=pk)


@require_GET
@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """What waits, what was decided, and a search for the question that is wrong; for officers the own proposals alone."""
    if not can_propose_some(request.user, timezone.localdate()):
        raise Http404
    may_search = can_propose(request.user)
    words = readable(request.GET.get("q", "")).strip()[:100] if may_search else ""
    rows = visible_corrections(request.user, timezone.localdate()).select_related(
        "version", "proposed_by__rank", "decided_by__rank"
    )
    context = {
        "may_search": may_search,
        "words": words,
        "found": found_versions(words) if words else None,
        "waiting": list(rows.undecided()),
        "page": Paginator(rows.filter(decided_at__isnull=False).order_by("-decided_at"), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "quizzes/corrections/index.html", context)


@never_cache
def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """What is to be done with one version, and why."""
    if not can_propose(request.user):
        raise Http404
    drawn = AttemptItem.objects.filter(version=pk).values("version")
    version = get_object_or_404(ItemVersion.objects.filter(pk__in=drawn).select_related("item__bank"), pk=pk)
    form = ProposalForm(request.POST or None, version=version)
    if form.is_valid():
        try:
            return redirect(_proposed(request, form))
        except services.CorrectionRefused as refusal:
            form.add_error(None, str(refusal))
    key = in_words(version, services.key_in_force(version))
    return render(request, "quizzes/corrections/propose.html", {"version": version, "form": form, "key": key})


def _proposed(request: PersonRequest, form: ProposalForm) -> Correction:
    deed: dict[str, Any] = {"version": form.version, "reason": form.cleaned_data["reason"]}
    deed |= {"by": request.user, "at": timezone.now()}
    made = (
        services.propose_withdrawal(**deed)
        if form.answer_key is None
        else services.propose_rekey(answer_key=form.answer_key, **deed)
    )
    messages.success(request, _("Proposed. Nothing has changed yet: a second person must decide."))
    return made


@require_GET
@never_cache
def correction(request: PersonRequest, pk: int) -> HttpResponse:
    """The proposal with whose result would change; each look at named people is logged."""
    found = _correction(request, pk)
    reading = read_correction(found, request.user, timezone.localdate())
    if reading.lines:
        note("results looked at", by=request.user.pk, at=timezone.now(), correction=found.pk, people=len(reading.lines))
        log.info("results read", extra={"data": {"correction": found.pk, "people": len(reading.lines), "by": request.user.pk}})
    context = {"reading": reading, "refusal": RefusalForm(), "is_confirmed": did_recently_reauthenticate(request)}
    return render(request, "quizzes/corrections/correction.html", context)


@guarded
@never_cache
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """The second person's word, behind the own password or second factor: results change, and certificates may go.

    Who comes here to confirm who he or she is, is led back to the list.
    """
    return _approve(request, _to_decide(request, pk))


@reauthentication_required
def _approve(request: PersonRequest, found: Correction) -> HttpResponse:
    if request.method != "POST":
        return redirect(found)
    revoke = {int(value) for value in request.POST.getlist("revoke") if value.isdecimal() and len(value) < 10}
    reading = read_correction(found, request.user, timezone.localdate())
    allowed = {line.attempt for line in reading.lines if line.may_revoke}
    deed = {"by": request.user, "at": timezone.now(), "seen": request.POST.get("seen", "")}
    try:
        services.approve_correction(correction=found, revoke=revoke & allowed, **deed)  # type: ignore[arg-type]
        messages.success(request, _("Approved. The corrected results stand beside the first ones."))
    except services.ListChanged:
        messages.warning(request, _("Results have come in since you saw the list. Nothing was changed. Look at it again."))
    except services.CorrectionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


def _to_decide(request: PersonRequest, pk: int) -> Correction:
    """One on which the reader may decide. Who may not, and what is decided already, gets 404."""
    found = _correction(request, pk)
    if not can_decide(request.user, found):
        raise Http404
    return found


@require_POST
@never_cache
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    """A proposal that somebody else has decided meanwhile is answered with a message."""
    found, form = _to_decide(request, pk), RefusalForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        services.refuse_correction(correction=found, by=request.user, at=timezone.now(), note=note)
        messages.success(request, _("Refused. Nothing was changed."))
    except services.CorrectionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


@require_POST
@never_cache
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Who proposed it takes the proposal back."""
    found = get_object_or_404(visible_corrections(request.user, timezone.localdate()).filter(proposed_by=request.user), pk=pk)
    try:
        services.withdraw_proposal(correction=found, by=request.user, at=timezone.now())
        messages.success(request, _("You have taken the proposal back. Nothing was changed."))
    except services.CorrectionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


@never_cache
def reverse(request: PersonRequest, pk: int) -> HttpResponse:
    """Proposes that an approved correction is taken back: a proposal like any other."""
    found = _correction(request, pk)
    if not can_propose(request.user) or not services.is_deciding(found):
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            deed = {"correction": found, "by": request.user, "at": timezone.now()}
            made = services.propose_reversal(reason=form.cleaned_data["reason"], **deed)  # type: ignore[arg-type]
            messages.success(request, _("Proposed. Nothing has changed yet: a second person must decide."))
            return redirect(made)
        except services.CorrectionRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "quizzes/corrections/reverse.html", {"correction": found, "form": form})
