"""What machines verify: the issuer's keys, the status lists, and the signed file of one certificate, byte by byte."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from credentials.badges.issuer import issuer_document
from credentials.models import CredentialSignature, StatusList
from credentials.permissions import visible_credentials
from people.middleware import guarded
from people.requests import PersonRequest


def _for_verifiers(response: HttpResponse) -> HttpResponse:
    """Any page of anybody may read it: it names nobody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
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


@guarded
@never_cache
def badge(request: PersonRequest, code: str) -> HttpResponse:
    """The signed file, exactly as it was signed."""
    visible = visible_credentials(request.user, timezone.localdate())
    found = CredentialSignature.objects.filter(credential__in=visible, credential__code=code).first()
    if found is None or not found.document:
        raise Http404
    response = HttpResponse(bytes(found.document), content_type="application/vc")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{code}.json"'
    return response
