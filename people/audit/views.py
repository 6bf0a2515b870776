"""The audit log for auditors and administrators: look, filter, take away."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.limits import is_too_often
from base.sheets import csv_lines
from people.audit.forms import AuditFilter
from people.audit.services import note
from people.audit.words import told
from people.middleware import guarded
from people.models import AuditEntry
from people.permissions import can_read_audit
from people.requests import PersonRequest

ROWS_A_PAGE = 100
EXPORTS_A_MINUTE = "10/m/user"
CHUNK = 1000


@guarded
@never_cache
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The newest entries first, by event, account, what it concerns, and day."""
    if not can_read_audit(request.user):
        raise Http404
    return _page(request, AuditFilter(request.GET))


def _page(request: PersonRequest, form: AuditFilter, status: int = 200) -> HttpResponse:
    page = Paginator(form.entries(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/audit/index.html", {"form": form, "page": page, "rows": told(page)}, status=status)


@guarded
@never_cache
@require_safe
def export(request: PersonRequest) -> HttpResponseBase:
    """The entries that fit, as a file; that it was taken away is noted as well. A question typed wrongly gets no file."""
    if not can_read_audit(request.user):
        raise Http404
    if is_too_often(request, "audit", EXPORTS_A_MINUTE):
        messages.error(request, _("Very many files were made in a short time. Wait a while, then try again."))
        return _page(request, AuditFilter(request.GET), status=429)
    form = AuditFilter(request.GET)
    if not form.is_valid():
        return _page(request, form, status=400)
    note("audit log exported", by=request.user.pk, at=timezone.now())
    headings = [_("No."), _("Moment"), _("Event"), _("Account"), _("Rows"), _("Seal")]
    lines = csv_lines(headings, _cells(form.entries().iterator(chunk_size=CHUNK)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response


def _cells(entries: Iterator[AuditEntry]) -> Iterator[list[object]]:
    for entry in entries:
        rows = json.dumps(entry.data, sort_keys=True)
        yield [entry.pk, entry.at.isoformat(), entry.event, entry.actor or "", rows, entry.seal_id or ""]
