"""What the lessons answer to, for those who write or review them: a table, and the same as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.sheets import csv_lines
from curriculum.mapping_table import cells, headings, mapped_lessons
from curriculum.models import MappedLesson
from curriculum.permissions import can_edit_mapping, can_see_mapping
from people.requests import PersonRequest


def rows_for(request: PersonRequest) -> list[MappedLesson]:
    """Raises Http404 for everybody else."""
    if not can_see_mapping(request.user):
        raise Http404
    return list(mapped_lessons())


@never_cache
@require_safe
def mapping(request: PersonRequest) -> HttpResponse:
    """Lesson by lesson, with the open points first."""
    rows = rows_for(request)
    standard = rows[0].standard if rows else None
    reading = {"rows": rows, "standard": standard, "can_edit": can_edit_mapping(request.user)}
    return render(request, "curriculum/mapping.html", reading)


@never_cache
@require_safe
def mapping_file(request: PersonRequest) -> HttpResponseBase:
    """The table as CSV."""
    rows = rows_for(request)
    lines = csv_lines(headings(rows[0].standard.edition if rows else ""), cells(rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mapping.csv"'
    return response
