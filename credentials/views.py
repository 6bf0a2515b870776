"""Verification for strangers, and the holder's own certificates."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from credentials.permissions import visible_credentials
from credentials.sheet import pdf_of
from credentials.verdicts import verdict_on
from people.middleware import guarded
from people.services import normalise_code

CHECKS_A_MINUTE = "30/m/ip"


def _answer(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Verification pages are never indexed and never kept."""
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a code; a code that was typed leads to its own address."""
    code = normalise_code(request.GET.get("code", ""))[:40]
    if code.isalnum():
        return redirect("credentials:verdict", code=code)
    return _answer(request, "credentials/verify.html", {"is_empty": "code" in request.GET})


@login_not_required
@never_cache
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict on one code: the same page, the same size of answer, whether or not it was ever issued."""
    if is_too_often(request, "verify", CHECKS_A_MINUTE):
        return _answer(request, "credentials/too_often.html", {}, status=429)
    found = verdict_on(code, timezone.localdate())
    return _answer(request, "credentials/verdict.html", {"verdict": found}, status=200)


@guarded
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """One certificate, for its holder and those who command or administer."""
    today = timezone.localdate()
    found = get_object_or_404(visible_credentials(request.user, today), code=code)
    return render(request, "credentials/credential.html", {"credential": found, "state": found.state(today)})


@guarded
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The printable sheet, rendered from the frozen row when asked."""
    found = get_object_or_404(visible_credentials(request.user, timezone.localdate()), code=code)
    response = HttpResponse(pdf_of(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{found.code}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
