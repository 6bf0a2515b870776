"""The commander's page: figures first, then bars by sub-unit, then names."""

from __future__ import annotations

import logging

from allauth.account.decorators import reauthentication_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from people.models import Unit
from people.permissions import can_see_readiness
from people.requests import PersonRequest
from readiness.export import csv_lines
from readiness.figures import asked_of, names, readiness_page
from readiness.permissions import top_units, visible_units
from readiness.words import STATE_WORDS

NAMES_A_PAGE = 120  # a company on one page, and on one print
EXPORTS_A_MINUTE = "20/m/user"
log = logging.getLogger("bluehelm.readiness")


@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """Straight to the own unit; a choice where there are several; a plain word where there is none."""
    today = timezone.localdate()
    units = top_units(request.user, today)
    if len(units) == 1:
        return redirect("readiness:unit", pk=units[0].pk)
    may_see = can_see_readiness(request.user, today)
    return render(request, "readiness/index.html", {"units": units, "may_see": may_see}, status=200 if may_see else 403)


@never_cache
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """One unit of the own subtree today."""
    today = timezone.localdate()
    visible = visible_units(request.user, today)
    page = readiness_page(
        unit=get_object_or_404(visible, pk=pk),
        on=today,
        language=get_language() or "en",
        achievement_key=request.GET.get("achievement", ""),
        visible=visible,
    )
    state = request.GET.get("state", "")
    people = Paginator(names(page.unit, page.asked.achievement, today, state), NAMES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "readiness/unit.html", {"page": page, "people": people, "state": state, "states": STATE_WORDS.items()})


@never_cache
def export(request: PersonRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """The same names as CSV, once the reader has confirmed who he or she is: the file leaves this house."""
    return _export(request, get_object_or_404(visible_units(request.user, timezone.localdate()), pk=pk))


@reauthentication_required
def _export(request: PersonRequest, found: Unit) -> HttpResponse | StreamingHttpResponse:
    if is_too_often(request, "readiness-export", EXPORTS_A_MINUTE):
        return render(request, "readiness/too_often.html", {"unit": found}, status=429)
    today = timezone.localdate()
    achievement = asked_of(found, today, get_language() or "en", request.GET.get("achievement", "")).achievement
    people = names(found, achievement, today, request.GET.get("state", ""))
    log.info("readiness exported", extra={"data": {"user": request.user.pk, "unit": found.pk}})
    lines = csv_lines(people.iterator(chunk_size=1000), achievement.name if achievement else "", today)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="readiness-{found.pk}-{today.isoformat()}.csv"'
    return response
