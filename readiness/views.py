"""The commander's pages: figures first, then what stands in the way, then names."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from base import sheets
from base.limits import is_too_often
from people.audit.services import note
from people.permissions import can_see_readiness
from people.requests import PersonRequest
from readiness.cards import cards_of
from readiness.export import figure_headings, figure_lines, headings, lines
from readiness.names import NamesInPages, names
from readiness.obstacles import obstacles_of
from readiness.page import Reading, readiness_page, reading_of
from readiness.permissions import Sight, sight_of, top_units
from readiness.words import STATE_WORDS

NAMES_A_PAGE = 120  # a company on one page, and on one print
EXPORTS_A_MINUTE = "20/m/user"
CHUNK = 1000
Rows = Iterable[Sequence[object]]
File = Callable[[list[str], Rows, str], HttpResponseBase]  # headings, rows, name without its ending
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
    """One unit on a day: figures, sub-units, the weeks behind."""
    sight = _sight(request, pk)
    page, day = readiness_page(_reading(request, sight)), _day(request, timezone.localdate())
    context = {"is_beyond": sight.is_today and day > sight.last_day, "is_before": sight.is_today and day < sight.today}
    return render(request, "readiness/unit.html", {"page": page, "cards": cards_of(page), **context})


@never_cache
def obstacles(request: PersonRequest, pk: int) -> HttpResponse:
    """What keeps people from being ready; for the own subtree only, and never ahead of the day."""
    sight = _sight(request, pk, ahead=False)
    if not sight.is_own:
        raise Http404
    found = obstacles_of(sight, language=get_language() or "en", achievement_key=request.GET.get("achievement", ""))
    return render(request, "readiness/obstacles.html", {"obstacles": found})


@never_cache
def people(request: PersonRequest, pk: int) -> HttpResponse:
    """Names of the own subtree today, by state."""
    reading = _reading(request, _named_sight(request, pk))
    state = _state(request)
    note("names of a unit looked at", by=request.user.pk, at=timezone.now(), unit=reading.sight.pk)
    shown = Paginator(NamesInPages(reading, state), NAMES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "readiness/names.html", {"reading": reading, "people": shown, "state": state, "states": STATE_WORDS.items()}
    )


@never_cache
def export(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The same names as CSV, once the reader has confirmed who he or she is: the file leaves this house."""
    return _export(request, _named_sight(request, pk), _csv)


@never_cache
def export_workbook(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The same as a workbook."""
    return _export(request, _named_sight(request, pk), _xlsx)


@never_cache
def figures(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The figures by sub-unit as CSV, as far as the page says them to the reader."""
    return _figures(request, _sight(request, pk), _csv)


@never_cache
def figures_workbook(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The same as a workbook."""
    return _figures(request, _sight(request, pk), _xlsx)


def _figures(request: PersonRequest, sight: Sight, written: File) -> HttpResponseBase:
    if is_too_often(request, "readiness-export", EXPORTS_A_MINUTE):
        return render(request, "readiness/too_often.html", {"pk": sight.pk}, status=429)
    page = readiness_page(_reading(request, sight))
    note("figures exported", by=request.user.pk, at=timezone.now(), unit=sight.pk)
    name = "forecast" if sight.is_ahead else "figures"
    return written(figure_headings(page), figure_lines(page), f"{name}-{sight.pk}-{sight.on.isoformat()}")


@reauthentication_required
def _export(request: PersonRequest, sight: Sight, written: File) -> HttpResponseBase:
    if is_too_often(request, "readiness-export", EXPORTS_A_MINUTE):
        return render(request, "readiness/too_often.html", {"pk": sight.pk}, status=429)
    reading = _reading(request, sight)
    note("readiness exported", by=request.user.pk, at=timezone.now(), unit=sight.pk)
    log.info("readiness exported", extra={"data": {"user": request.user.pk, "unit": sight.pk}})
    return written(headings(), _lines(reading, _state(request)), f"readiness-{sight.pk}-{sight.on.isoformat()}")


def _csv(head: list[str], rows: Rows, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(sheets.csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _xlsx(head: list[str], rows: Rows, name: str) -> HttpResponseBase:
    file = sheets.xlsx_file(head, rows)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=sheets.WORKBOOK)


def _lines(reading: Reading, state: str) -> Any:
    achievement = reading.asked.achievement
    rows = names(reading, state).iterator(chunk_size=CHUNK)
    return lines(rows, achievement.name if achievement else "", reading.sight.on)


# --- What is asked --------------------------------------------------------------------------------


def _sight(request: PersonRequest, pk: int, *, ahead: bool = True) -> Sight:
    """The unit on the day of the address.

    Today where the unit has no place on that day, or the day is further ahead than the reader is told of.
    """
    today = timezone.localdate()
    on = _day(request, today)
    sight = sight_of(request.user, pk, on=on if ahead else min(on, today), today=today)
    if sight is None or on > max(today, sight.last_day):
        sight = sight_of(request.user, pk, on=today, today=today)
    if sight is None:
        raise Http404
    return sight


def _named_sight(request: PersonRequest, pk: int) -> Sight:
    today = timezone.localdate()
    sight = sight_of(request.user, pk, on=today, today=today)
    if sight is None or not sight.sees_names:
        raise Http404
    return sight


def _day(request: PersonRequest, today: date) -> date:
    """The day of the address; today for anything else."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


def _reading(request: PersonRequest, sight: Sight) -> Reading:
    return reading_of(sight, language=get_language() or "en", achievement_key=request.GET.get("achievement", ""))


def _state(request: PersonRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in STATE_WORDS else ""
