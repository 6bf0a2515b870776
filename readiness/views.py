"""The commander's page: figures first, then bars by sub-unit, then names."""

from __future__ import annotations

import logging

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from people.permissions import can_see_readiness
from readiness.export import csv_lines
from readiness.figures import STATES, names, offered_achievements, readiness_page
from readiness.permissions import top_units, visible_units

NAMES_A_PAGE = 50
log = logging.getLogger("bluehelm.readiness")


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Straight to the own unit; a choice where there are several; a plain word where there is none."""
    today = timezone.localdate()
    units = top_units(request.user, today)
    if len(units) == 1:
        return redirect("readiness:unit", pk=units[0].pk)
    status = 200 if can_see_readiness(request.user, today) else 403
    return render(request, "readiness/index.html", {"units": units}, status=status)


@never_cache
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit of the own subtree today."""
    today = timezone.localdate()
    visible = visible_units(request.user, today)
    found = get_object_or_404(visible, pk=pk)
    page = readiness_page(found, today, request.GET.get("achievement", ""), visible.values_list("pk", flat=True))
    state = request.GET.get("state", "")
    people = Paginator(names(found, page.achievement, today, state), NAMES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "readiness/unit.html", {"page": page, "people": people, "state": state, "states": STATES})


@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """The same names as CSV."""
    today = timezone.localdate()
    found = get_object_or_404(visible_units(request.user, today), pk=pk)
    achievement = next((a for a in offered_achievements() if a.key == request.GET.get("achievement")), None)
    if achievement is None:
        achievement = readiness_page(found, today, "", []).achievement
    people = names(found, achievement, today, request.GET.get("state", ""))
    log.info("readiness exported", extra={"data": {"user": request.user.pk, "unit": found.pk}})
    response = StreamingHttpResponse(
        csv_lines(people.iterator(chunk_size=1000), achievement.name if achievement else "", today),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="readiness-{found.pk}-{today.isoformat()}.csv"'
    return response
