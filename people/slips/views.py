"""Slips of a unit: who needs one, one file to print for many, and withdrawing them."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from base.keys import key_in
from base.limits import is_too_often
from people.audit.services import note
from people.models import Unit, User
from people.permissions import can_issue_slips, slip_holders
from people.requests import PersonRequest
from people.slips import services
from people.slips.paper import slips_pdf
from people.slips.reading import STATES, people_of
from people.tree.choices import in_tree_order

PEOPLE_A_PAGE = 200
MOST_SLIPS = 1_000
FILES_A_MINUTE = "10/m/user"
log = logging.getLogger("bluehelm.people")


@never_cache
@require_GET
def index(request: PersonRequest) -> HttpResponse:
    """The units for whose people one prints slips."""
    today = timezone.localdate()
    if not can_issue_slips(request.user, today):
        raise Http404
    units = in_tree_order(Unit.objects.trained_by(request.user, today), today)
    return render(request, "people/slips/index.html", {"units": units})


def _unit(request: PersonRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.trained_by(request.user, timezone.localdate()), pk=pk)


@never_cache
@require_GET
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has an account, who holds a slip, and who waits for one."""
    found, at, state = _unit(request, pk), timezone.now(), request.GET.get("state", "waiting")
    people = people_of(found, slip_holders(request.user, at), at, state)
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"unit": found, "page": page, "state": state, "states": STATES.items(), "most": MOST_SLIPS}
    return render(request, "people/slips/unit.html", context)


@never_cache
@require_POST
def print_slips(request: PersonRequest, pk: int) -> HttpResponse:
    """New slips for those chosen, or for everybody without an account, as one PDF. The codes are seen this once."""
    found, at = _unit(request, pk), timezone.now()
    chosen = _chosen(request, found)
    if not chosen or is_too_often(request, "slips", FILES_A_MINUTE):
        messages.warning(request, _("Nobody was chosen, or too many files were made at once. Nothing has changed."))
        return redirect("slips:unit", pk=found.pk)
    issued = services.issue_claim_codes(users=[posting.user for posting in chosen], by=request.user, at=at)
    log.info("slips issued", extra={"data": {"unit": found.pk, "by": request.user.pk, "count": len(issued)}})
    slips = [(row, code, posting.unit.name) for (row, code), posting in zip(issued, chosen, strict=True)]
    response = HttpResponse(slips_pdf(slips, title=found.name, at=at), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="slips-{found.pk}-{at:%Y-%m-%d}.pdf"'
    return response


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """The open slips of those chosen stop working, once that is confirmed; nobody's account changes."""
    found, at = _unit(request, pk), timezone.now()
    chosen = [posting for posting in _chosen(request, found) if posting.slip_until]
    if chosen and "confirmed" not in request.POST:
        return render(request, "people/slips/confirm_withdraw.html", {"unit": found, "chosen": chosen})
    gone = services.revoke_claim_codes(users=[posting.user for posting in chosen], at=at)
    note("slips withdrawn", by=request.user.pk, at=at, unit=found.pk, count=gone)
    log.info("slips withdrawn", extra={"data": {"unit": found.pk, "by": request.user.pk, "count": gone}})
    messages.success(request, ngettext("%(count)d slip is withdrawn.", "%(count)d slips are withdrawn.", gone) % {"count": gone})
    return redirect("slips:unit", pk=found.pk)


def _chosen(request: PersonRequest, found: Unit) -> list[Any]:
    """The postings ticked on the page; with “everybody”, all who wait for a slip."""
    at = timezone.now()
    holders: Any = slip_holders(request.user, at)
    if request.POST.get("who") == "waiting":
        return list(people_of(found, holders, at, "waiting")[:MOST_SLIPS])
    ticked = [key for value in request.POST.getlist("person") if (key := key_in(value)) is not None]
    return list(people_of(found, User.objects.filter(pk__in=holders.filter(pk__in=ticked[:MOST_SLIPS])), at))
