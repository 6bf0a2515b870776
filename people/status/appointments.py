"""Who commands a unit, acts for its commander and trains it: appointed by a day, ended by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.keys import key_in
from people.models import Posting, Unit, User
from people.permissions import can_appoint, can_manage_unit, managed_people
from people.postings import Refused
from people.requests import PersonRequest
from people.status import services
from people.status.forms import AppointForm
from people.status.reading import posts_of

Role = Posting.Role


@never_cache
def posts(request: PersonRequest, pk: int) -> HttpResponse:
    """The posts of a unit, and the form for another appointment; asked again where somebody loses a command by it."""
    today = timezone.localdate()
    unit = get_object_or_404(Unit.objects.trained_by(request.user, today), pk=pk)
    form = _form(request, unit, today)
    if request.method == "POST" and form.is_valid():
        losing = _losing(unit, form.cleaned_data)
        if losing and "confirmed" not in request.POST:
            return render(request, "people/status/confirm_commander.html", {"unit": unit, "form": form, "losing": losing})
        try:
            _appoint(request, unit, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The appointment is made."))
            return redirect("units:posts", pk=unit.pk)
    context = {
        "unit": unit,
        "form": form,
        "posts": posts_of(unit, today),
        "today": today,
        "may_appoint": can_appoint(request.user),
    }
    return render(request, "people/status/posts.html", context)


def _form(request: PersonRequest, unit: Unit, today: date) -> AppointForm:
    everybody = can_appoint(request.user)
    people = User.objects.filter(is_active=True) if everybody else managed_people(request.user, today)
    return AppointForm(
        request.POST or None,
        today=today,
        roles=[Role.ACTING_COMMANDER, Role.TRAINING_OFFICER, Role.COMMANDER] if everybody else [Role.ACTING_COMMANDER],
        people=people,
        country=unit.country_id,
        initial={"person": _named(people, request.GET.get("who", ""))},
    )


def _named(people: QuerySet[User], key: str) -> str:
    """The sign-in name of the person whom the address means by a key: it holds a service number, and no address may."""
    if (pk := key_in(key)) is None:
        return ""
    return people.filter(pk=pk).values_list("username", flat=True).first() or ""


def _losing(unit: Unit, data: dict[str, Any]) -> list[Posting]:
    """Commands that end when this commander is appointed: the former commander's, and the new one's elsewhere."""
    if data["role"] != Role.COMMANDER:
        return []
    former = services.commanders(unit, data["starts_on"]).exclude(user=data["person"])
    own = Posting.objects.main().valid(data["starts_on"]).filter(user=data["person"], role=Role.COMMANDER).exclude(unit=unit)
    return list((former | own).select_related("user__rank", "unit"))


def _appoint(request: PersonRequest, unit: Unit, data: dict[str, Any]) -> Posting:
    user, first, last, by, at = data["person"], data["starts_on"], data["ends_on"], request.user, timezone.now()
    if data["role"] == Role.ACTING_COMMANDER:
        return services.appoint_acting_commander(user=user, unit=unit, starts_on=first, ends_on=last, by=by, at=at)
    if data["role"] == Role.TRAINING_OFFICER:
        return services.appoint_training_officer(user=user, unit=unit, starts_on=first, ends_on=last, by=by, at=at)
    return services.appoint_commander(user=user, unit=unit, on=first, by=by, at=at)


@never_cache
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """Ends an appointment today, or calls it off before it begins. Acting commanders: whoever may appoint them."""
    today = timezone.localdate()
    rows = Posting.objects.from_day(today).exclude(role=Role.MEMBER).select_related("unit", "home", "user__rank")
    row = get_object_or_404(rows, pk=pk)
    unit = row.home or row.unit
    if not (can_appoint(request.user) or (row.role == Role.ACTING_COMMANDER and can_manage_unit(request.user, unit, today))):
        raise Http404
    if request.method != "POST":
        return render(request, "people/status/confirm_post_end.html", {"posting": row, "unit": unit, "today": today})
    services.end_appointment(posting=row, on=max(today, row.starts_on), by=request.user, at=timezone.now())
    messages.success(request, _("The appointment is ended."))
    return redirect("units:posts", pk=unit.pk)
