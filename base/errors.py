"""Error pages that need neither database nor session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that stands alone, with no trace."""
    return HttpResponse(get_template("500.html").render(), status=500)
