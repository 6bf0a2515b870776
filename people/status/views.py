"""The people of a unit: who is there, who is not and why, and the status of one of them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.models import Posting, Unit, User
from people.permissions import can_see_people, is_administrator, managed_people, units_with_people
from people.postings import Refused
from people.requests import PersonRequest
from people.status import services
from people.status.forms import StatusForm
from people.status.reading import overwritten
from people.status.roster import Question, roster_of
from people.tree.reading import tops

TABS = [
    (Posting.Status.PRESENT, Posting.Status.PRESENT.label),
    (Posting.Status.ATTACHED, gettext_lazy("Attached")),
    (Posting.Status.EXCUSED, Posting.Status.EXCUSED.label),
]


@never_cache
@require_GET
def index(request: PersonRequest) -> HttpResponse:
    """Straight to the own unit; a choice where there are several."""
    today = timezone.localdate()
    if not can_see_people(request.user, today):
        raise Http404
    units = tops(units_with_people(request.user, today), today)
    if len(units) == 1:
        return redirect("units:people", pk=units[0].pk)
    return render(request, "people/status/index.html", {"units": units})


@never_cache
@require_GET
def people(request: PersonRequest, pk: int) -> HttpResponse:
    """Everybody of the unit and below it on a day, with role and status; today with what is planned."""
    today = timezone.localdate()
    reach = units_with_people(request.user, today)
    unit = get_object_or_404(reach, pk=pk)
    on = _day(request.GET.get("on", ""), today)
    asked = Question(request.user, reach, unit, on, today, request.GET.get("status", ""))
    context = {"roster": roster_of(asked, request.GET.get("page")), "unit": unit, "today": on, "statuses": TABS}
    return render(request, "people/status/people.html", context)


def _day(text: str, today: date) -> date:
    """The day of the address; today for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _managed(request: PersonRequest, pk: int, today: date) -> User:
    return get_object_or_404(managed_people(request.user, today).select_related("rank", "country"), pk=pk)


@never_cache
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person's status today and later, and the form for another; asked again where it replaces one."""
    today = timezone.localdate()
    found = _managed(request, pk, today)
    form = _status_form(request, found, today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if is_beyond_reach(request, found, data["starts_on"], data["ends_on"]):
            form.add_error("ends_on", _("On some of these days this person serves elsewhere. Choose a last day before that."))
            return _shown(request, found, form, today)
        lost = overwritten(found, data["starts_on"], data["ends_on"])
        if lost and "confirmed" not in request.POST:
            return render(request, "people/status/confirm_status.html", {"person": found, "form": form, "lost": lost})
        try:
            services.set_status(user=found, by=request.user, at=timezone.now(), **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The status is set."))
            return redirect("units:person", pk=found.pk)
    return _shown(request, found, form, today)


def _shown(request: PersonRequest, found: User, form: StatusForm, today: date) -> HttpResponse:
    rows = Posting.objects.filter(user=found).from_day(today).select_related("unit", "home").order_by("starts_on")
    main, beside = [row for row in rows if row.is_main], [row for row in rows if not row.is_main]
    context = {"person": found, "form": form, "main": main, "beside": beside, "unit": main[0].unit, "today": today}
    return render(request, "people/status/person.html", context)


def is_beyond_reach(request: PersonRequest, found: User, starts_on: date, ends_on: date | None) -> bool:
    """Whether a posting of these days stands in a unit that the reader does not train."""
    rows = Posting.objects.main().filter(user=found, starts_on__lte=ends_on or date.max).from_day(starts_on)
    return rows.exclude(unit__in=Unit.objects.trained_by(request.user, timezone.localdate())).exists()


def _status_form(request: PersonRequest, found: User, today: date) -> StatusForm:
    main = Posting.objects.main().valid(today).filter(user=found)
    hosts = Unit.objects.trained_by(request.user, today)
    is_post = main.exclude(role=Posting.Role.MEMBER).exists()
    keeps_home = is_post and not is_administrator(request.user)
    return StatusForm(request.POST or None, today=today, hosts=hosts, keeps_home=keeps_home)


@never_cache
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """Ends a status today, or calls it off before it begins."""
    today = timezone.localdate()
    units = Unit.objects.trained_by(request.user, today)
    rows = Posting.objects.main().from_day(today).filter(unit__in=units, user__in=managed_people(request.user, today))
    row = get_object_or_404(rows.exclude(status=Posting.Status.PRESENT).select_related("user__rank", "unit", "home"), pk=pk)
    if request.method != "POST":
        return render(request, "people/status/confirm_end.html", {"person": row.user, "posting": row, "today": today})
    services.end_status(user=row.user, on=max(today, row.starts_on), by=request.user, at=timezone.now())
    messages.success(request, _("The status is ended."))
    return redirect("units:person", pk=row.user_id)
