"""Verification for strangers; certificates for their holders and those who command or administer."""

from __future__ import annotations

import logging

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from credentials.badges.files import UnreadableFile, judge_file
from credentials.forms import CodeForm, CredentialFileForm, RevocationForm, ShareForm
from credentials.history import history_of
from credentials.models import Credential
from credentials.permissions import can_open, can_read_reason, can_revoke, revocable_credentials, visible_credentials
from credentials.services import revoke_credential
from credentials.sheet import pdf_of
from credentials.verdicts import SIGNS, page_of, verdict_on
from people.audit.services import note
from people.middleware import guarded
from people.models import User
from people.requests import PersonRequest

CHECKS_A_MINUTE = "60/m/ip"
SHEETS_A_MINUTE = "30/m/user"
TOLD = ("superseded_by", "revoked_by__rank", "renewal_call__called_by__rank")
log = logging.getLogger("bluehelm.credentials")


def _answer(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Verification pages are never indexed and never kept."""
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a code; a code that was typed leads to its own address."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("credentials:verdict", code=form.cleaned_data["code"])
    return _answer(request, "credentials/verify.html", {"form": form})


@login_not_required
@never_cache
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict on one code: the same answer to every unknown code, whether or not it was ever issued."""
    if is_too_often(request, "verify", CHECKS_A_MINUTE):
        return _answer(request, "credentials/too_often.html", {}, status=429)
    found = verdict_on(code, timezone.localdate())
    if found.credential is None and (page := page_of(code, request, found.on)):
        return _answer(request, page.template, dict(page.context))
    may_open = found.credential is not None and can_open(request.user, found.credential, found.on)
    return _answer(request, "credentials/verdict.html", {"verdict": found, "may_open": may_open})


@login_not_required
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """The verdict on a credential file. Nothing of the file is kept."""
    if request.method == "POST" and is_too_often(request, "verify", CHECKS_A_MINUTE):
        return _answer(request, "credentials/too_often.html", {}, status=429)
    form = CredentialFileForm(request.POST, request.FILES) if request.method == "POST" else CredentialFileForm()
    judged = None
    if form.is_valid():
        try:
            judged = judge_file(form.content, timezone.localdate())
        except UnreadableFile:
            form.add_error(None, _("This is not a certificate’s signed file. It is JSON and begins with a curly bracket."))
    return _answer(request, "credentials/verify_file.html", {"form": form, "judged": judged})


def note_look(user: User, event: str, found: Credential) -> None:
    """Whatever somebody else sees of a named person's certificate stands in the audit log."""
    if found.holder_id != user.pk:
        note(event, by=user.pk, at=timezone.now(), credential=found.pk, holder=found.holder_id)


@guarded
@never_cache
def credential(request: PersonRequest, code: str) -> HttpResponse:
    """One certificate, for its holder and those who command or administer."""
    today = timezone.localdate()
    found = get_object_or_404(visible_credentials(request.user, today).select_related(*TOLD), code=code)
    note_look(request.user, "credential looked at", found)
    standing = found.standing(today)
    tone, icon = SIGNS[standing.state]
    with_names = can_read_reason(request.user, found)
    context = {
        "history": history_of(found, timezone.now(), with_names=with_names),
        "credential": found,
        "standing": standing,
        "state": standing.state,
        "tone": tone,
        "icon": icon,
        "is_own": found.holder_id == request.user.pk,
        "share_form": ShareForm(),
        "links": found.share_links.open().visible_to(request.user),
        "address": settings.PUBLIC_URL,
        "may_revoke": can_revoke(request.user, found),
        "may_read_reason": with_names,
    }
    return render(request, "credentials/credential.html", context)


@guarded
@never_cache
def sheet(request: PersonRequest, code: str) -> HttpResponse:
    """The printable sheet, rendered from the frozen row when asked."""
    named = visible_credentials(request.user, timezone.localdate()).exclude(holder_name="")  # an erased person has no sheet
    found = get_object_or_404(named, code=code)
    if is_too_often(request, "sheet", SHEETS_A_MINUTE):
        return render(request, "credentials/too_often.html", {"is_sheet": True, "code": code}, status=429)
    note_look(request.user, "certificate taken away", found)
    response = HttpResponse(pdf_of(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{found.code}.pdf"'
    return response


@guarded
@never_cache
def revoke(request: PersonRequest, code: str) -> HttpResponse:
    """Takes somebody's credential back: a reason, the administrator's own password or second factor, one deed."""
    return _revoke(request, get_object_or_404(revocable_credentials(request.user), code=code))


@reauthentication_required
def _revoke(request: PersonRequest, found: Credential) -> HttpResponse:
    if found.revoked_at is not None:
        messages.info(request, _("This certificate was revoked before. Nothing was changed."))
        return redirect(found)
    form = RevocationForm(request.POST or None)
    if not form.is_valid():
        return render(request, "credentials/revoke.html", {"credential": found, "form": form})
    revoke_credential(credential=found, by=request.user, reason=form.cleaned_data["reason"], at=timezone.now())
    log.warning("credential revoked", extra={"data": {"credential": found.pk, "by": request.user.pk}})
    messages.success(request, _("The certificate is revoked. Whoever checks its code is told so from now on."))
    return redirect(found)
