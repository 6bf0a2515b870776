"""Documents of a unit: the list, issue, one of them, its files, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.glyphs import missing_letters
from base.limits import is_too_often
from base.sheets import WORKBOOK
from people.audit.services import note
from people.models import Unit
from people.requests import PersonRequest
from readiness.documents.forms import IssueForm, WithdrawalForm
from readiness.documents.services import issue_document, replace_document, withdraw_document
from readiness.models import IssuedDocument
from readiness.page import Reading, reading_of
from readiness.permissions import sight_of

DOCUMENTS_AN_HOUR = "60/h/user"
SHOWN = 50


def _reading(request: PersonRequest, pk: int, key: str, language: str) -> Reading:
    """The unit today, for whoever may see its names. Raises Http404."""
    today = timezone.localdate()
    sight = sight_of(request.user, pk, on=today, today=today)
    if sight is None or not sight.issues_documents:
        raise Http404
    return reading_of(sight, language=language, achievement_key=key)


@never_cache
def index(request: PersonRequest, pk: int) -> HttpResponse:
    """What was issued about the unit, and the form for another."""
    language = get_language() or "en"
    reading = _reading(request, pk, request.POST.get("achievement", ""), language)
    initial = {"achievement": request.GET.get("achievement", reading.asked.key), "language": language}
    form = IssueForm(request.POST if request.method == "POST" else None, offered=reading.asked.offered, initial=initial)
    if form.is_valid() and not _is_too_often(request):
        chosen = form.cleaned_data
        written = _reading(request, pk, chosen["achievement"], chosen["language"])
        values = {name: chosen[name] for name in ("kind", "language", "client_id")}
        document = issue_document(**values, reading=written, by=request.user, at=timezone.now())
        return _issued(request, document)
    issued = IssuedDocument.objects.filter(unit=pk).defer("pdf", "workbook", "content", "people")[:SHOWN]
    return render(request, "readiness/documents/index.html", {"reading": reading, "form": form, "issued": issued})


def _is_too_often(request: PersonRequest) -> bool:
    if not is_too_often(request, "documents", DOCUMENTS_AN_HOUR):
        return False
    messages.error(request, _("Very many documents were issued in a short time. Wait a while, then try again."))
    return True


def _visible(request: PersonRequest, pk: int) -> IssuedDocument:
    """Of a unit whose names the reader may see today."""
    today = timezone.localdate()
    units = Unit.objects.visible_to(request.user, today)
    document = get_object_or_404(IssuedDocument.objects.visible_to(units).select_related("unit", "issued_by__rank"), pk=pk)
    sight = sight_of(request.user, document.unit_id, on=today, today=today)
    if sight is None or not sight.issues_documents:
        raise Http404
    return document


@never_cache
@require_safe
def one(request: PersonRequest, pk: int) -> HttpResponse:
    """One document with its files and what happened to it."""
    document = _visible(request, pk)
    newer = IssuedDocument.objects.filter(replaces=document).only("pk").first()
    return render(request, "readiness/documents/one.html", {"document": document, "newer": newer})


@never_cache
@require_safe
def pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """The very bytes that were issued."""
    document = _visible(request, pk)
    note("document taken away", by=request.user.pk, at=timezone.now(), document=pk)
    return _file(bytes(document.pdf), "application/pdf", f"{document.kind}-{document.code}.pdf")


@never_cache
@require_safe
def workbook(request: PersonRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    document = _visible(request, pk)
    note("document taken away", by=request.user.pk, at=timezone.now(), document=pk)
    return _file(bytes(document.workbook), WORKBOOK, f"{document.kind}-{document.code}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    if not content:  # its retention has ended
        raise Http404
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """A wrong one is withdrawn, and replaced where that is wished."""
    document = _visible(request, pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if document.withdrawn_at is not None:
        messages.info(request, _("This document was withdrawn before. Nothing was changed."))
        return redirect("documents:one", pk=pk)
    if not form.is_valid():
        return render(request, "readiness/documents/withdraw.html", {"document": document, "form": form})
    now, reason = timezone.now(), form.cleaned_data["reason"]
    reading = _reading_again(request, document) if form.cleaned_data["replace"] else None
    with transaction.atomic():
        document = withdraw_document(document=document, reason=reason, by=request.user, at=now)
        newer = replace_document(document=document, reading=reading, by=request.user, at=now) if reading else None
    return _issued(request, newer) if newer else redirect("documents:one", pk=pk)


@never_cache
@require_POST
def replace(request: PersonRequest, pk: int) -> HttpResponse:
    """One that was withdrawn before is issued anew."""
    document = _visible(request, pk)
    if document.withdrawn_at is None:
        raise Http404
    if _is_too_often(request):
        return redirect("documents:one", pk=pk)
    reading = _reading_again(request, document)
    return _issued(request, replace_document(document=document, reading=reading, by=request.user, at=timezone.now()))


def _issued(request: PersonRequest, document: IssuedDocument) -> HttpResponse:
    messages.success(request, _("The document is issued. From now on it does not change."))
    if letters := missing_letters(document.content):
        told = _("Letters for which there is no font are printed as a sign in their place: %(letters)s. Look at the names.")
        messages.warning(request, told % {"letters": " ".join(sorted(letters))})
    return redirect("documents:one", pk=document.pk)


def _reading_again(request: PersonRequest, document: IssuedDocument) -> Reading:
    """The record as it stands. Raises Http404 where the achievement is not offered any more."""
    reading = _reading(request, document.unit_id, document.achievement_key, document.language)
    if reading.asked.key != document.achievement_key:
        raise Http404
    return reading
