"""A holder's own links to the full name: make one, withdraw it, and what whoever has it reads."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.limits import is_too_often
from credentials.forms import ShareForm
from credentials.models import Credential, ShareLink
from credentials.sharing import share_credential, withdraw_link
from credentials.verdicts import verdict_on
from credentials.views.certificates import CHECKS_A_MINUTE
from people.codes import normalise_code
from people.requests import PersonRequest


@require_POST
def share(request: PersonRequest, code: str) -> HttpResponse:
    """A new link to the reader's own certificate."""
    found = get_object_or_404(Credential.objects.held_by(request.user), code=code)
    form = ShareForm(request.POST)
    client_id = form.cleaned_data["client_id"] if form.is_valid() else None
    try:
        link = share_credential(credential=found, by=request.user, at=timezone.now(), client_id=client_id)
    except ValueError:
        messages.error(request, _("Twenty links are open already. Withdraw one first."))
        return redirect(found)
    if link.withdrawn_at:
        messages.info(request, _("This page had made its link before, and you withdrew it. Press again for a new one."))
    else:
        messages.success(request, _("The link is made. Whoever has it sees your full name until you withdraw it."))
    return redirect(found)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """The reader's own link leads nowhere from now on."""
    link = get_object_or_404(ShareLink.objects.visible_to(request.user).select_related("credential"), pk=pk)
    withdraw_link(link=link, at=timezone.now())
    messages.success(request, _("The link is withdrawn. It leads nowhere from now on."))
    return redirect(link.credential)


@login_not_required
@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The certificate with the full name, as its holder wished; no unit and no number. A withdrawn link is like none."""
    if is_too_often(request, "verify", CHECKS_A_MINUTE):
        return render(request, "credentials/too_often.html", {}, status=429)
    link = ShareLink.objects.open().filter(token=normalise_code(token)).select_related("credential").first()
    if link is None:
        raise Http404
    verdict = verdict_on(link.credential.code, timezone.localdate())
    response = render(request, "credentials/shared.html", {"verdict": verdict, "credential": link.credential})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
