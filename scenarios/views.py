"""Playing: start, one scene at a time, decide, look back."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from base.routing import page_path
from courses.outline import course_of
from courses.permissions import can_finish
from courses.services import enrol_learner
from people.models import User
from scenarios import going_back
from scenarios.clock import set_pace, start_clock
from scenarios.debrief import debrief_reading
from scenarios.forms import DecisionForm, PaceForm, StepBackForm
from scenarios.models import Run
from scenarios.permissions import visible_scenarios
from scenarios.reading import scene_reading
from scenarios.services import InvalidChoice, NotPlayable, StaleDecision, start_run
from scenarios.services import decide as decide_run


def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on with the open run, or starts one. Who comes here from the sign-in is led to the scenario's page."""
    scenario = get_object_or_404(visible_scenarios(request.user).select_related("locale"), pk=pk)
    if request.method != "POST":
        return redirect(page_path(scenario.url_path, scenario.locale.language_code))
    at = timezone.now()
    if not can_finish(request.user, scenario, timezone.localdate(at)):
        messages.warning(request, _("Finish what stands before this scenario first."))
        return redirect(page_path(scenario.url_path, scenario.locale.language_code))
    enrolment = enrol_learner(learner=cast(User, request.user), course=course_of(scenario), at=at)
    try:
        run = start_run(enrolment=enrolment, scenario=scenario, at=at)
    except NotPlayable:
        messages.warning(request, _("This scenario is being prepared and cannot be played yet. Your trainer knows."))
        return redirect(page_path(scenario.url_path, scenario.locale.language_code))
    return redirect(f"{run.get_absolute_url()}#scene")


@require_GET
def run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The present scene; a finished run shows its debrief."""
    found = _own_run(request, public_id)
    if found.finished_at is not None:
        return redirect("scenarios:debrief", found.public_id)
    return render(request, "scenarios/scene.html", {"reading": scene_reading(found, timezone.now())})


@require_POST
def shown(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The browser says that a scene with a time limit is on its screen: from now on its time runs."""
    start_clock(run=_own_run(request, public_id), at=timezone.now())
    return HttpResponse(status=204)


def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One decision. A form sent twice counts once; a stale tab is told so and changes nothing.

    Who comes here from the sign-in is led to the scene.
    """
    found, form = _own_run(request, public_id), DecisionForm(request.POST)
    if request.method != "POST":
        return redirect(found)
    if not form.is_valid():
        return _refused(request, found, _reason(form))
    try:
        decide_run(run=found, at=timezone.now(), **form.cleaned_data)
    except StaleDecision:
        return render(request, "scenarios/stale.html", {"run": found}, status=409)
    except InvalidChoice:
        return _refused(request, found, _("That choice is not open here. Nothing was saved; choose again."))
    return redirect(f"{found.get_absolute_url()}#scene")


def step_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """In practice, back to an earlier scene of this run. Sent twice it counts once."""
    found, form = _own_run(request, public_id), StepBackForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(found)
    try:
        going_back.step_back(run=found, at=timezone.now(), **form.cleaned_data)
    except StaleDecision:
        return render(request, "scenarios/stale.html", {"run": found}, status=409)
    except InvalidChoice:
        messages.warning(request, _("You cannot go back there."))
    return redirect(f"{found.get_absolute_url()}#scene")


def play_from(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """In practice, a new run from a decision of a finished one, as long as the scenario may be begun at all."""
    found = _own_run(request, public_id)
    if request.method != "POST":
        return redirect(found)
    try:
        if not visible_scenarios(request.user).filter(pk=found.edition.scenario_id).exists():
            raise InvalidChoice
        again = going_back.play_again_from(run=found, number=number, at=timezone.now())
    except InvalidChoice:
        messages.warning(request, _("You cannot go back there."))
        return redirect(found)
    return redirect(f"{again.get_absolute_url()}#scene")


def pace(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The player's clock: slower, or off. Points do not depend on it."""
    found, form = _own_run(request, public_id), PaceForm(request.POST)
    if request.method == "POST" and form.is_valid():
        set_pace(run=found, pace=form.cleaned_data["pace"])
    return redirect(f"{found.get_absolute_url()}#scene")


@require_GET
def debrief(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was decided, what it changed, and the rules behind it."""
    found = _own_run(request, public_id)
    if found.finished_at is None:
        return redirect(found)
    return render(request, "scenarios/debrief.html", {"reading": debrief_reading(found, request.user)})


def _own_run(request: HttpRequest, public_id: UUID) -> Run:
    runs = Run.objects.of(request.user).select_related("edition__scenario", "enrolment", "begun_after__run")
    return get_object_or_404(runs, public_id=public_id)


def _reason(form: DecisionForm) -> str:
    return " ".join(map(str, form.errors.get("choice", []))) or _("This page was out of date. Choose again.")


def _refused(request: HttpRequest, run: Run, error: str) -> HttpResponse:
    """The scene again with the reason; a run that has meanwhile ended says so instead."""
    if run.finished_at is not None:
        return render(request, "scenarios/stale.html", {"run": run}, status=409)
    return render(request, "scenarios/scene.html", {"reading": scene_reading(run, timezone.now()), "error": error}, status=400)
