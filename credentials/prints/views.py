"""All certificates of a unit as one file: ask, wait, take."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.limits import is_too_often
from credentials.models import CertificatePrint
from credentials.permissions import printable_units
from credentials.prints.drawing import wake_print
from credentials.prints.forms import PrintForm
from credentials.prints.services import ask_for_print, ended_of
from credentials.prints.tasks import draw
from people.audit.services import note
from people.middleware import guarded
from people.requests import PersonRequest

PRINTS_AN_HOUR = "20/h/user"
SHOWN = 10


@guarded
@never_cache
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """What was printed of the unit by the reader, and the form for another file."""
    today = timezone.localdate()
    found = get_object_or_404(printable_units(request.user, today), pk=pk)
    form = PrintForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not _is_too_often(request):
        key, at = form.cleaned_data["achievement"], timezone.now()
        asked = ask_for_print(unit=found, achievement_key=key, by=request.user, at=at)
        if asked.asked_at == at:  # not when the form was sent twice: that file is on its way
            draw.enqueue(asked.pk)
        return redirect("prints:file", pk=asked.pk)
    earlier = CertificatePrint.objects.visible_to(request.user).filter(unit=found)[:SHOWN]
    return render(request, "credentials/prints/unit.html", {"unit": found, "form": form, "earlier": earlier})


def _is_too_often(request: PersonRequest) -> bool:
    if not is_too_often(request, "prints", PRINTS_AN_HOUR):
        return False
    messages.error(request, _("Very many files were made in a short time. Wait a while, then try again."))
    return True


def _own(request: PersonRequest, pk: int) -> CertificatePrint:
    """A print that the reader asked for, as long as the unit is within reach."""
    prints = CertificatePrint.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(prints.filter(unit__in=printable_units(request.user, timezone.localdate())), pk=pk)


@guarded
@never_cache
@require_safe
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is, and the way to the file."""
    found, now = _own(request, pk), timezone.now()
    is_stalled = found.is_stalled(now)
    is_under_way = found.state == CertificatePrint.State.WAITING and not is_stalled
    context = {"print": found, "is_under_way": is_under_way, "is_stalled": is_stalled, "ended": ended_of(found.printed, now)}
    return render(request, "credentials/prints/file.html", context)


@guarded
@require_POST
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Goes on with one that failed or stopped."""
    found = _own(request, pk)
    if not _is_too_often(request) and wake_print(asked=found, at=timezone.now()):
        draw.enqueue(found.pk)
    return redirect("prints:file", pk=pk)


@guarded
@never_cache
@require_safe
def download(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    found = _own(request, pk)
    if found.state != CertificatePrint.State.READY:
        raise Http404
    note("certificates taken away", by=request.user.pk, at=timezone.now(), print=found.pk)
    name = f"certificates-{found.pk}.pdf"
    return FileResponse(found.file.open(), as_attachment=True, filename=name, content_type="application/pdf")
