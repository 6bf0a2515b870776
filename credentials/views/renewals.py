"""Administrators call for renewal after a new edition: first how many people it hits, then the reason, then the deed."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache

from credentials.forms import RenewalAskedForm, RenewalConfirmedForm
from credentials.models.achievement import offered_achievements
from credentials.renewals import hit_by_renewal
from credentials.services import call_for_renewal
from people.middleware import guarded
from people.permissions import is_administrator
from people.requests import PersonRequest

PLANNING = {"section": "planning"}  # where the header stands


@guarded
@never_cache
def renewal_call(request: PersonRequest) -> HttpResponse:
    """For administrators, who confirm who they are first: the deed reaches everybody who holds a certificate."""
    if not is_administrator(request.user):
        raise Http404
    return _renewal_call(request)


@reauthentication_required
def _renewal_call(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    offered = offered_achievements(get_language() or "en")
    if request.method == "POST":
        return _confirmed(request, RenewalConfirmedForm(request.POST, offered=offered, on=today))
    form = RenewalAskedForm(request.GET or None, offered=offered, on=today)
    if not form.is_valid():
        return render(request, "credentials/renewal_new.html", PLANNING | {"form": form})
    return _shown(request, RenewalConfirmedForm(offered=offered, on=today), form.cleaned_data)


def _confirmed(request: PersonRequest, form: RenewalConfirmedForm) -> HttpResponse:
    """The deed, unless the number of people is no longer the one that was confirmed: then it is shown again."""
    if not form.is_valid():
        values = {name: form.cleaned_data.get(name) for name in ("achievement", "due_on")}
        return _shown(request, form, values) if all(values.values()) else redirect("credentials:renewal-call")
    values = form.cleaned_data
    hit = hit_by_renewal(values["achievement"], due_on=values["due_on"], on=timezone.localdate()).count()
    if hit != values["people"]:
        return _shown(request, form, values, has_changed=True)
    call = call_for_renewal(
        achievement_key=values["achievement"],
        due_on=values["due_on"],
        reason=values["reason"],
        by=request.user,
        at=timezone.now(),
    )
    said = ngettext("%(people)s certificate has to be renewed.", "%(people)s certificates have to be renewed.", call.people)
    messages.success(request, said % {"people": call.people})
    return redirect("renewalcall:index")


def _shown(
    request: PersonRequest, form: RenewalConfirmedForm, values: dict[str, Any], *, has_changed: bool = False
) -> HttpResponse:
    """How many people it hits, and the question for the reason."""
    key, due_on = values["achievement"], values["due_on"]
    people = hit_by_renewal(key, due_on=due_on, on=timezone.localdate()).count()
    achievement = next(a for a in offered_achievements(get_language() or "en") if a.key == key)
    context = PLANNING | {
        "form": form,
        "people": people,
        "achievement": achievement,
        "due_on": due_on,
        "has_changed": has_changed,
    }
    return render(request, "credentials/renewal_confirm.html", context)
