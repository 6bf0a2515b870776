"""The ledger of reminders, letters that are sent again, and reminding a group by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from base.keys import key_in
from base.limits import is_too_often
from people.audit.services import note
from people.models import Unit
from people.permissions import can_manage_training
from people.requests import PersonRequest
from readiness.models import Reminder
from readiness.page import asked_of
from readiness.permissions import Sight, remindable_units
from readiness.reminders import reading, tasks
from readiness.reminders.forms import LedgerForm
from readiness.reminders.groups import Group, place_of, plan_of
from readiness.reminders.outbox import send_again
from readiness.words import STATE_WORDS

ROWS_A_PAGE = 30
REMINDERS_A_MINUTE = "10/m/user"
Rows = Any


def _asked(request: PersonRequest, data: Any) -> tuple[LedgerForm, Rows, Rows]:
    """The form, what the reader may see, and what of it is asked for; 404 for whoever manages no training."""
    today = timezone.localdate()
    if not can_manage_training(request.user, today):
        raise Http404
    form = LedgerForm(data, units=Unit.objects.trained_by(request.user, today))
    form.is_valid()
    asked = form.cleaned_data
    visible = Reminder.objects.visible_to(request.user, today)
    rows = reading.ledger(visible, unit=asked.get("unit"), state=asked.get("state") or "", day=asked.get("day"), on=today)
    form.offer(reading.units_to_choose(request.user, asked.get("unit"), today))
    return form, visible, rows


@never_cache
@require_GET
def ledger(request: PersonRequest) -> HttpResponse:
    """Who was reminded of what, what waits, what failed, and what was not sent and why."""
    form, _visible, rows = _asked(request, request.GET)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": reading.in_words(page, get_language() or "en"),
        "failed": rows.in_state(Reminder.State.FAILED).count(),
    }
    note("reminders looked at", by=request.user.pk, at=timezone.now())
    return render(request, "readiness/reminders/ledger.html", context)


@require_POST
def again(request: PersonRequest) -> HttpResponse:
    """Puts one failed letter back into the outbox, or all failed ones of what is shown."""
    _form, visible, rows = _asked(request, request.GET)
    number = request.POST.get("reminder", "")
    chosen = visible.filter(pk=key_in(number)) if number else rows
    if is_too_often(request, "remind-again", REMINDERS_A_MINUTE):
        return _too_often(request, reverse("reminders:ledger"))
    count = send_again(letters=chosen.order_by().values("notice__letter"))
    tasks.deliver.enqueue()
    said = ngettext("%(count)d letter is being sent again.", "%(count)d letters are being sent again.", count)
    messages.success(request, said % {"count": count})
    query = request.GET.urlencode()
    return redirect(reverse("reminders:ledger") + (f"?{query}" if query else ""))


@never_cache
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """First what a reminder would say, and to how many; with “confirm” it is done."""
    today = timezone.localdate()
    found = get_object_or_404(remindable_units(request.user, today), pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    path = place_of(found, today)
    sight = Sight(pk, path, today, today, own=(path,), is_own=True, is_everywhere=False)
    achievement = asked_of(sight, get_language() or "en", asked.get("achievement", "")).achievement
    if achievement is None:
        raise Http404
    state = asked.get("state", "")
    group = Group(found, achievement, state if state in STATE_WORDS else "", today)
    if request.method == "POST" and "confirm" in request.POST:
        return _remind(request, group)
    words = STATE_WORDS.get(group.state, _("Everybody without a lasting certificate"))
    return render(request, "readiness/reminders/unit.html", {"group": group, "plan": plan_of(group), "words": words})


def _remind(request: PersonRequest, group: Group) -> HttpResponse:
    if is_too_often(request, "remind", REMINDERS_A_MINUTE):
        return _too_often(request, reverse("reminders:unit", args=[group.unit.pk]))
    by = request.user.pk
    tasks.remind_group.enqueue(group.unit.pk, group.achievement.pk, group.state, by, group.on.isoformat())
    messages.success(request, _("The reminders are on their way."))
    if can_manage_training(request.user, group.on):
        return redirect(f"{reverse('reminders:ledger')}?unit={group.unit.pk}")
    return redirect(f"{reverse('readiness:unit', args=[group.unit.pk])}?achievement={group.achievement.key}")


def _too_often(request: PersonRequest, back: str) -> HttpResponse:
    return render(request, "readiness/reminders/too_often.html", {"back": back}, status=429)
