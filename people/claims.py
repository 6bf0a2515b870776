"""Claiming an account with a slip, and printing slips."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import Any, cast

import segno
from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from people.forms import ClaimForm, FindPersonForm, OwnPasswordForm, remembered_country
from people.middleware import guarded
from people.models import ClaimCode, Unit, User
from people.permissions import can_issue_claim_slip, can_issue_slips, is_administrator, slip_holders
from people.services import set_language
from people.slips import services

log = logging.getLogger("bluehelm.people")

CLAIM_KEY = "claim"
CLAIM_SECONDS = 15 * 60
SLIPS = {"section": "slips"}  # where the header stands


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def claim(request: HttpRequest) -> HttpResponse:
    """The slip's sign-in name and code; both right, the browser may set that account's password for 15 minutes."""
    form = ClaimForm(request.POST or None, country=remembered_country(request))
    if request.method == "POST" and form.is_valid() and (slip := _open_slip(request, form)):
        logout(request)  # whoever was signed in here before, and the old session id
        request.session[CLAIM_KEY] = {"id": slip.pk, "until": time.time() + CLAIM_SECONDS}
        log.info("claim accepted", extra={"data": {"user": slip.user_id, "claim": slip.pk}})
        return redirect("people:claim-password")
    return render(request, "people/claim.html", {"form": form})


def _open_slip(request: HttpRequest, form: ClaimForm) -> ClaimCode | None:
    """The slip that fits; else one answer for every reason, so that nobody learns which accounts exist."""
    name, code = form.cleaned_data["name"], form.cleaned_data["code"]
    if not ratelimit.consume(request, action="claim", key=name):
        form.add_error(None, _("Too many tries. Wait five minutes, then try again. Nothing is lost."))
        return None
    slip = services.check_claim_code(username=name, code=code, at=timezone.now())
    if slip is None:
        known = User.objects.filter(username=name).values_list("pk", flat=True).first()
        log.warning("claim refused", extra={"data": {"user": known}})
        form.add_error(None, _("This sign-in name and this code do not open an account. Check both against your slip."))
        form.add_error(
            None,
            _("A slip works once, for 14 days and five tries. If it does not work, ask your training officer for a new slip."),
        )
    return slip


def _slip_in_session(request: HttpRequest, at: datetime) -> ClaimCode | None:
    held = request.session.get(CLAIM_KEY)
    if not held or held["until"] < at.timestamp():
        return None
    return ClaimCode.objects.usable(at).filter(pk=held["id"], user__is_active=True).select_related("user").first()


@login_not_required
@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
def claim_password(request: HttpRequest) -> HttpResponse:
    """The own password. It replaces an older one, ends all other sessions, and leaves a second factor in force."""
    slip = _slip_in_session(request, timezone.now())
    if slip is None:
        messages.warning(request, _("Too much time passed, or the slip was used meanwhile. Type the code again."))
        return redirect("people:claim")
    form = OwnPasswordForm(slip.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.claim_account(claim=slip, password=form.cleaned_data["new_password1"], at=timezone.now())
        except ClaimCode.DoesNotExist:
            return redirect("people:claim")
        return _come_in(request, user, slip)
    return render(request, "people/claim_password.html", {"form": form, "person": slip.user})


def _come_in(request: HttpRequest, user: User, slip: ClaimCode) -> HttpResponse:
    del request.session[CLAIM_KEY]
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        set_language(user=user, language=chosen)
    log.info("account claimed", extra={"data": {"user": user.pk, "claim": slip.pk}})
    get_adapter().send_notification_mail("account/email/password_changed", user)
    return perform_login(request, user, redirect_url=reverse(settings.LOGIN_REDIRECT_URL))


@guarded
@never_cache
def slip(request: HttpRequest) -> HttpResponse:
    """Finds the person for whom a slip is to be printed; the name that was typed stands in no address (ASVS 14.2.1)."""
    at = timezone.now()
    if not can_issue_slips(request.user, timezone.localdate(at)):
        raise Http404
    form = FindPersonForm(request.POST or None)
    holders: Any = slip_holders(request.user, at)
    found = form.people(_shown(request.user, at)) if form.is_valid() else None
    open_to = set(holders.filter(pk__in=[person.pk for person in found or []]).values_list("pk", flat=True))
    rows = [(person, person.pk in open_to) for person in found or []]
    return render(request, "people/slip.html", {"form": form, "rows": rows, "searched": found is not None, **SLIPS})


def _shown(user: Any, at: datetime) -> Any:
    """Among whom one looks: administrators among all, training officers among those of the own subtree."""
    people, today = User.objects.all(), timezone.localdate(at)
    return people if is_administrator(user) else people.serving_in(Unit.objects.trained_by(user, today), today)


@guarded
@never_cache
def slip_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once; then shows the code once, on a page to print. It is stored nowhere."""
    at, by = timezone.now(), cast(User, request.user)
    person = get_object_or_404(_shown(by, at).select_related("country", "rank"), pk=pk)
    if not can_issue_claim_slip(by, person, at):
        raise Http404
    if request.method != "POST":
        last = person.claim_codes.first()
        context = {"person": person, "last": last, "state": last.state(at) if last else "", **SLIPS}
        return render(request, "people/slip_confirm.html", context)
    row, code = services.issue_claim_code(user=person, by=by, at=at)
    log.info("slip issued", extra={"data": {"user": person.pk, "claim": row.pk, "by": by.pk}})
    return render(request, "people/slip_print.html", {"person": person, "row": row, **_on_paper(person, code), **SLIPS})


def _on_paper(person: User, code: str) -> dict[str, str]:
    """Address, grouped code and QR sign. Name and code ride behind the #, which no browser sends to a server."""
    address = f"{settings.PUBLIC_URL}{reverse('people:claim')}"
    grouped = "-".join(code[i : i + 4] for i in range(0, len(code), 4))
    sign = segno.make(f"{address}#{person.username}/{code}", error="m")
    return {"address": address, "code": grouped, "sign": sign.svg_data_uri(scale=4, border=2)}
