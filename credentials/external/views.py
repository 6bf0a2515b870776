"""External certificates: the list, one of them, its scan, recording and deciding."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from credentials.external.forms import DecisionForm, ExternalForm
from credentials.external.permissions import can_decide, managed_externals, recordable_people, visible_externals
from credentials.external.services import SUFFIXES, decide_external, record_external, withdraw_external
from credentials.models import ExternalCertificate
from people.audit.services import note
from people.middleware import guarded
from people.permissions import can_manage_training
from people.requests import PersonRequest

ROWS_A_PAGE = 50
PARTIES = ("holder__rank", "recorded_by__rank", "decided_by__rank", "withdrawn_by__rank")


@guarded
@never_cache
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The own, and those of the people whom one trains; what waits for a decision stands first."""
    today = timezone.localdate()
    rows = visible_externals(request.user, today).select_related(*PARTIES).order_by("decided_at", "-pk")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = [(row, row.state(today)) for row in page]
    people = sorted({row.holder_id for row in page} - {request.user.pk})
    if people:
        note("external certificates looked at", by=request.user.pk, at=timezone.now(), people=people)
    context = {"page": page, "rows": shown, "may_record": can_manage_training(request.user, today)}
    return render(request, "credentials/external/index.html", context)


@guarded
@never_cache
def record(request: PersonRequest) -> HttpResponse:
    """A paper that somebody brought."""
    today = timezone.localdate()
    if not can_manage_training(request.user, today):
        raise Http404
    people = recordable_people(request.user, today).select_related("rank")
    form = ExternalForm(request.POST or None, request.FILES or None, people=people, today=today)
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in ExternalForm.Meta.fields}
        row = record_external(**data, scan=form.content, scan_type=form.kind or "", by=request.user, at=timezone.now())
        messages.success(request, _("It is recorded. A second person must approve it before it counts."))
        return redirect("external:one", pk=row.pk)
    return render(request, "credentials/external/record.html", {"form": form})


def _visible(request: PersonRequest, pk: int) -> ExternalCertificate:
    return get_object_or_404(visible_externals(request.user, timezone.localdate()).select_related(*PARTIES), pk=pk)


def _note_look(request: PersonRequest, row: ExternalCertificate) -> None:
    if row.holder_id != request.user.pk:
        note("external certificate looked at", by=request.user.pk, at=timezone.now(), external=row.pk, holder=row.holder_id)


@guarded
@never_cache
@require_safe
def one(request: PersonRequest, pk: int) -> HttpResponse:
    """What it says, who recorded and who decided."""
    row, today = _visible(request, pk), timezone.localdate()
    is_managed = can_manage_training(request.user, today) and managed_externals(request.user, today).filter(pk=pk).exists()
    state = row.state(today)
    _note_look(request, row)
    context = {
        "row": row,
        "state": state,
        "may_decide": can_decide(request.user, row, today),
        "may_withdraw": is_managed and state in ("approved", "expired"),
        "form": DecisionForm(),
    }
    return render(request, "credentials/external/one.html", context)


@guarded
@never_cache
@require_safe
def scan(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The scan, saved and never shown as a page of ours."""
    row = _visible(request, pk)
    if not row.scan:  # erased, or kept long enough
        raise Http404
    _note_look(request, row)
    ending = SUFFIXES[row.scan_type]
    name = f"external-{row.pk}.{ending}"
    response = FileResponse(row.scan.open(), as_attachment=True, filename=name, content_type=row.scan_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@guarded
@require_POST
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve, or refuse with a reason."""
    row, today = _visible(request, pk), timezone.localdate()
    if not can_decide(request.user, row, today):
        raise Http404
    form, approve = DecisionForm(request.POST), request.POST.get("decision") == "approve"
    reason = form.cleaned_data["reason"].strip() if form.is_valid() else ""
    if not approve and not reason:
        messages.error(request, _("Write why it is refused."))
        return redirect("external:one", pk=pk)
    decide_external(row=row, approve=approve, by=request.user, at=timezone.now(), reason=reason)
    messages.success(request, _("It is approved and counts from now on.") if approve else _("It is refused."))
    return redirect("external:one", pk=pk)


@guarded
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    today = timezone.localdate()
    if not can_manage_training(request.user, today):
        raise Http404
    row, form = get_object_or_404(managed_externals(request.user, today), pk=pk), DecisionForm(request.POST)
    reason = form.cleaned_data["reason"].strip() if form.is_valid() else ""
    if not reason:
        messages.error(request, _("Write why it is withdrawn."))
        return redirect("external:one", pk=pk)
    withdraw_external(row=row, by=request.user, reason=reason, at=timezone.now())
    messages.success(request, _("It counts no longer."))
    return redirect("external:one", pk=pk)
