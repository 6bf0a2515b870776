"""Sittings for invigilators: open one, watch it, move its time, close it, print its record."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from people.audit.services import note
from people.permissions import can_hold_classes, is_administrator
from people.requests import PersonRequest
from quizzes.models import Seat, Sitting, SittingEvent
from quizzes.sittings import services
from quizzes.sittings.forms import ClosingForm, MinutesForm, OpeningForm, PauseForm
from quizzes.sittings.permissions import classes_to_examine, visible_sittings
from quizzes.sittings.reading import read_roster, read_sitting_record

MOST_LISTED = 50
log = logging.getLogger("bluehelm.quizzes")


def own_sitting(request: PersonRequest, pk: int) -> Sitting:
    """A sitting that the reader watches over. Raises Http404."""
    rows = visible_sittings(request.user, timezone.localdate())
    related = ("training_class__course__locale", "training_class__unit", "quiz__locale", "opened_by__rank", "closed_by__rank")
    found: Sitting = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def while_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view a sitting of the reader's that is open; whoever comes too late, or twice, is led to its record."""

    @wraps(view)
    def led(request: PersonRequest, pk: int, **kwargs: int) -> HttpResponse:
        found = own_sitting(request, pk)
        if found.is_open:
            return view(request, found, **kwargs)
        messages.info(request, _("The sitting was closed. Nothing was changed."))
        return redirect("sittings:record", found.pk)

    return led


@require_GET
@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """The reader's sittings, the open ones first, and the classes for which one can be opened."""
    today = timezone.localdate()
    if not (is_administrator(request.user) or can_hold_classes(request.user, today)):
        raise Http404
    rows = visible_sittings(request.user, today).select_related("training_class", "quiz__locale")
    context = {
        "open": list(rows.open()),
        "closed": list(rows.filter(closed_at__isnull=False)[:MOST_LISTED]),
        "classes": classes_to_examine(request.user, today).select_related("course")[:MOST_LISTED],
    }
    return render(request, "quizzes/sittings/index.html", context)


@never_cache
def open_sitting(request: PersonRequest, pk: int) -> HttpResponse:
    """Chooses the examination; the next page has the code for the wall."""
    classes = classes_to_examine(request.user, timezone.localdate())
    found = get_object_or_404(classes.select_related("course__locale"), pk=pk)
    form = OpeningForm(request.POST or None, training_class=found)
    if form.is_valid():
        try:
            quiz = form.cleaned_data["quiz"]
            return redirect(services.open_sitting(training_class=found, quiz=quiz, by=request.user, at=timezone.now()))
        except services.SittingRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "quizzes/sittings/open.html", {"class": found, "form": form})


@require_GET
@never_cache
def sitting(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is here, how far they are, when they were last heard of. Looks again by itself."""
    found = own_sitting(request, pk)
    context = {"roster": read_roster(found, timezone.now()), "is_still": "still" in request.GET or not found.is_open}
    return render(request, "quizzes/sittings/sitting.html", context)


@require_GET
@never_cache
def wall(request: PersonRequest, pk: int) -> HttpResponse:
    """The code, large enough for the last row. Of a closed sitting none: the room would see the names in its record."""
    found = own_sitting(request, pk)
    if not found.is_open:
        raise Http404
    return render(request, "quizzes/sittings/wall.html", {"sitting": found})


@require_POST
@never_cache
@while_open
def pause(request: PersonRequest, found: Sitting) -> HttpResponse:
    """For the whole room, or for the one seat that the form names."""
    return _move(request, found, SittingEvent.Kind.PAUSE)


@require_POST
@never_cache
@while_open
def resume(request: PersonRequest, found: Sitting) -> HttpResponse:
    """For the whole room, or for the one seat that the form names."""
    return _move(request, found, SittingEvent.Kind.RESUME)


def _move(request: PersonRequest, found: Sitting, kind: SittingEvent.Kind) -> HttpResponse:
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise Http404
    seat = _seat(found, form.cleaned_data["seat"])
    try:
        event = services.change_time(
            sitting=found, kind=kind, seat=seat, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, _told(event))
        if kind == SittingEvent.Kind.RESUME and seat is None and (still := services.paused_alone(found)):
            messages.info(request, _still_paused(still))
    except services.SittingRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(found)


def _still_paused(people: int) -> str:
    """Whom “Let all go on” does not reach: the pause was his or her own."""
    text = ngettext("%(n)d person was paused alone and stays so.", "%(n)d people were paused alone and stay so.", people)
    return text % {"n": people}


def _seat(found: Sitting, key: int | None) -> Seat | None:
    return get_object_or_404(found.seats.select_related("learner__rank"), pk=key) if key else None


def _told(event: SittingEvent) -> str:
    """What was done, for whom."""
    who = event.seat.learner.rank_and_name if event.seat else ""
    people = ngettext("%(n)d person", "%(n)d people", event.people) % {"n": event.people}
    words = {"who": who or people}
    return {
        SittingEvent.Kind.PAUSE: _("Paused: %(who)s. Their time stands still.") % words,
        SittingEvent.Kind.RESUME: _("It goes on: %(who)s. They lost no time.") % words,
        SittingEvent.Kind.EXTEND: _("More time: %(who)s.") % words,
    }[SittingEvent.Kind(event.kind)]


@never_cache
@while_open
def more_time(request: PersonRequest, found: Sitting, seat_id: int | None = None) -> HttpResponse:
    """Gives minutes to one, or to everybody under way."""
    at = timezone.now()
    place, form = _seat(found, seat_id), MinutesForm(request.POST or None)
    if form.is_valid():
        try:
            deed = {"sitting": found, "kind": SittingEvent.Kind.EXTEND, "seat": place, "by": request.user}
            event = services.change_time(**deed, **form.cleaned_data, at=at)  # type: ignore[arg-type]
            if event.at == at:
                messages.success(request, _told(event))
            else:
                messages.info(request, _("This time was given already. It was not given twice."))
            return redirect(found)
        except services.SittingRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "quizzes/sittings/more_time.html", {"sitting": found, "seat": place, "form": form})


@never_cache
@while_open
def close(request: PersonRequest, found: Sitting) -> HttpResponse:
    """Ends the sitting after a question: first everybody stands still until no answer can be on its way, then hands in."""
    at, form = timezone.now(), ClosingForm(request.POST if request.method == "POST" else None)
    until = None
    if form.is_valid():
        try:
            until = services.stop_for_closing(sitting=found, by=request.user, at=at)
        except services.SittingRefused as refusal:  # somebody else closed it at the same moment
            messages.warning(request, str(refusal))
            return redirect(found)
        if until is None:
            services.close_sitting(sitting=found, by=request.user, at=at, note=form.cleaned_data["note"])
            messages.success(request, _("The sitting is closed. Print its record and have it signed."))
            return redirect("sittings:record", found.pk)
    left = max(1, math.ceil((until - at).total_seconds())) if until else 0
    context = {"sitting": found, "form": form, "roster": read_roster(found, at), "seconds": left}
    return render(request, "quizzes/sittings/close.html", context)


@require_GET
@never_cache
def record(request: PersonRequest, pk: int) -> HttpResponse:
    """The record of the sitting, to print and sign."""
    found, at = own_sitting(request, pk), timezone.now()
    reading = read_sitting_record(found, at)
    note("record of a sitting looked at", by=request.user.pk, at=at, sitting=found.pk)
    log.info("record of a sitting read", extra={"data": {"sitting": found.pk, "by": request.user.pk}})
    return render(request, "quizzes/sittings/record.html", {"record": reading, "at": at})
