"""What machines verify: the issuer's keys, the status lists, and the signed file of one certificate, byte by byte."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from base.limits import is_too_often
from credentials.badges.issuer import issuer_document
from credentials.badges.offline import offline_page
from credentials.badges.signing import revoked_offline
from credentials.models import CredentialSignature, StatusList
from credentials.permissions import visible_credentials
from credentials.views.certificates import note_look
from people.middleware import guarded
from people.requests import PersonRequest

FILES_A_MINUTE = "30/m/ip"


def _for_verifiers(response: HttpResponse) -> HttpResponse:
    """Any page of anybody may read it: it names nobody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
@cache_control(public=True, no_cache=True)  # nobody answers from an older copy of the keys
def issuer(request: HttpRequest) -> HttpResponse:
    """The issuer's DID document with every key whose signatures hold."""
    return _for_verifiers(JsonResponse(issuer_document(), content_type="application/did+json"))


@login_not_required
@require_safe
@never_cache
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """A signed status list as it stands now."""
    found = get_object_or_404(StatusList, pk=number)
    return _for_verifiers(HttpResponse(bytes(found.document), content_type="application/vc"))


@login_not_required
@require_safe
@never_cache
def revoked(request: HttpRequest) -> HttpResponse:
    """The compact signed list that the saved page takes in."""
    if is_too_often(request, "offline", FILES_A_MINUTE):
        return HttpResponse(status=429)
    response = HttpResponse(revoked_offline(timezone.now()), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="revoked.json"'
    return _for_verifiers(response)


@login_not_required
@require_safe
@never_cache
def offline(request: HttpRequest) -> HttpResponse:
    """The page to save; it is never opened from here, so it needs no leave of our content security policy."""
    if is_too_often(request, "offline", FILES_A_MINUTE):
        return render(request, "credentials/too_often.html", {}, status=429)
    response = HttpResponse(offline_page(timezone.now()), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="bluehelm-verify.html"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@guarded
@never_cache
def badge(request: PersonRequest, code: str) -> HttpResponse:
    """The signed file, exactly as it was signed."""
    visible = visible_credentials(request.user, timezone.localdate())
    found = CredentialSignature.objects.select_related("credential").filter(credential__in=visible, credential__code=code).first()
    if found is None or not found.document:
        raise Http404
    note_look(request.user, "certificate taken away", found.credential)
    response = HttpResponse(bytes(found.document), content_type="application/vc")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{code}.json"'
    return response
