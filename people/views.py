"""The own account: what stands in it, its language, everything held about its owner, and leaving no trace."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from base.limits import is_too_often
from people import own_data as data
from people import services
from people.adapters import MFAAdapter, remember
from people.archive import archive_of
from people.audit.services import note
from people.forms import LanguageForm
from people.models import Posting
from people.permissions import can_issue_slips, can_see_people, needs_second_factor
from people.requests import PersonRequest

ARCHIVES_AN_HOUR = "20/h/user"
log = logging.getLogger("bluehelm.people")


def account(request: HttpRequest) -> HttpResponse:
    """Who the site takes this person for, and the doors to whatever he or she may change."""
    user: Any = request.user
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        services.set_language(user=user, language=form.cleaned_data["language"])
        with translation.override(user.language):
            messages.success(request, _("The pages now speak your language."))
        response = redirect("people:account")
        remember(response, settings.LANGUAGE_COOKIE_NAME, user.language)
        return response
    today = timezone.localdate()
    posting = Posting.objects.main().valid(today).filter(user=user).select_related("unit").first()
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    context = {
        "form": form,
        "posting": posting,
        "factors": factors,
        "is_needed": needs_second_factor(user, today),
        "may_issue_slips": can_issue_slips(user, today),
        "may_see_people": can_see_people(user, today),
    }
    return render(request, "people/account.html", context)


@require_GET
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything held about the reader, readable."""
    user: Any = request.user
    return render(request, "people/own_data.html", {"sections": data.everything(user)})


@require_GET
@never_cache
def own_data_file(request: HttpRequest) -> HttpResponse:
    """The same as one JSON file."""
    user: Any = request.user
    content = {"made_at": timezone.now(), **data.as_json(data.everything(user))}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="bluehelm-own-data.json"'
    return response


@require_GET
@never_cache
def own_data_archive(request: PersonRequest) -> HttpResponse:
    """Everything as one archive: JSON, a PDF to read, and the files."""
    if is_too_often(request, "own-data", ARCHIVES_AN_HOUR):
        return render(request, "429.html", status=429)
    sections, at = data.everything(request.user), timezone.now()
    note("own data taken away", by=request.user.pk, at=at)
    log.info("own data taken away", extra={"data": {"user": request.user.pk}})
    response = HttpResponse(archive_of(request.user, sections, at), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="bluehelm-own-data.zip"'
    return response


@login_not_required
@never_cache
def finish(request: HttpRequest) -> HttpResponse:
    """Signs out and leaves nothing on a shared phone: no session, no cookie, no cache, no stored data."""
    if request.method != "POST":
        return redirect("people:account")
    logout(request, show_message=False)
    request.session.flush()
    response = render(request, "people/finished.html")
    response["Clear-Site-Data"] = '"cache", "storage"'
    for name in request.COOKIES:
        response.delete_cookie(name)
    return response


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """allauth's own page for it, behind the question that allauth asks only for apps: may this one go?"""
    passkey = get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)
    if not MFAAdapter().can_delete_authenticator(passkey):
        messages.error(request, MFAAdapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return remove_webauthn(request, pk=pk)
