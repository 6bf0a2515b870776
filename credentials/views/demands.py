"""Pages of training officers: what is asked of the own units, and when they deploy. Nothing is edited in place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from credentials.demand_forms import ANNOUNCED, DeploymentForm, RequirementForm
from credentials.models import Deployment
from credentials.permissions import manageable_deployments, manageable_paths, manageable_requirements, manageable_units
from credentials.planning import Plan, people_bound, people_deployed, plan_of
from credentials.services import (
    OverlappingDeployment,
    announce_deployment,
    end_requirement,
    require_achievement,
    withdraw_deployment,
)
from people.middleware import guarded
from people.permissions import can_manage_training
from people.requests import PersonRequest

PLANNING = {"section": "planning"}  # where the header stands


def _units(request: PersonRequest) -> Any:
    """The units that the reader may speak for today. Raises Http404 for everybody else."""
    today = timezone.localdate()
    if not can_manage_training(request.user, today):
        raise Http404
    return manageable_units(request.user, today)


def _plan(request: PersonRequest) -> Plan:
    today = timezone.localdate()
    return plan_of(manageable_paths(request.user, today), _units(request), today)


@guarded
@never_cache
def requirements(request: PersonRequest) -> HttpResponse:
    """What is asked of the own subtree, and what from above binds it."""
    return render(request, "credentials/requirements.html", PLANNING | {"plan": _plan(request)})


@guarded
@never_cache
def deployments(request: PersonRequest) -> HttpResponse:
    """The tours of the own subtree, and those of a unit above that take it along."""
    return render(request, "credentials/deployments.html", PLANNING | {"plan": _plan(request)})


@guarded
@never_cache
def requirement_new(request: PersonRequest) -> HttpResponse:
    """Asks a unit of the own subtree for an achievement."""
    form = RequirementForm(request.POST or None, units=_units(request))
    if not form.is_valid():
        return render(request, "credentials/requirement_new.html", PLANNING | {"form": form})
    requirement = require_achievement(**form.cleaned_data, by=request.user, at=timezone.now())
    people = people_bound(requirement, timezone.localdate())
    said = ngettext("Saved. It binds %(people)s person today.", "Saved. It binds %(people)s people today.", people)
    messages.success(request, said % {"people": people})
    return redirect("credentials:requirements")


@guarded
@never_cache
def requirement_end(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes a requirement back from tomorrow on, once the reader has confirmed it."""
    today = timezone.localdate()
    found = get_object_or_404(manageable_requirements(request.user, today).select_related("unit", "achievement"), pk=pk)
    if request.method != "POST":
        context = PLANNING | {"requirement": found, "people": people_bound(found, today)}
        return render(request, "credentials/requirement_end.html", context)
    end_requirement(requirement=found, by=request.user, at=timezone.now())
    messages.success(request, _("It binds nobody from tomorrow on."))
    return redirect("credentials:requirements")


@guarded
@never_cache
def deployment_new(request: PersonRequest) -> HttpResponse:
    """Announces a tour of a unit of the own subtree; ``like``: a tour whose words stand in the form to begin with."""
    units = _units(request)
    form = DeploymentForm(request.POST or None, units=units, initial=_words_of(request, units))
    if not (form.is_valid() and _announced(form, request)):
        return render(request, "credentials/deployment_new.html", PLANNING | {"form": form})
    messages.success(request, _("The tour is announced. Days and horizons that depend on it count from now on."))
    return redirect("credentials:deployments")


def _announced(form: DeploymentForm, request: PersonRequest) -> bool:
    """Whether the tour stands; not where somebody announced another one since the form was read."""
    try:
        announce_deployment(**form.cleaned_data, by=request.user, at=timezone.now())
    except OverlappingDeployment:
        form.refuse_overlap()
        return False
    return True


def _words_of(request: HttpRequest, units: Any) -> dict[str, Any]:
    """The words of a withdrawn tour of the own subtree that is to be announced anew."""
    like = request.GET.get("like", "")
    if not like.isascii() or not like.isdigit():
        return {}
    return Deployment.objects.filter(pk=int(like), unit__in=units).values(*ANNOUNCED).first() or {}


@guarded
@never_cache
def deployment_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes a tour back, once the reader has confirmed it; ``anew`` leads on to announcing it with other days."""
    today = timezone.localdate()
    found = get_object_or_404(manageable_deployments(request.user, today).select_related("unit"), pk=pk)
    if request.method != "POST":
        context = PLANNING | {"deployment": found, "people": people_deployed(found, today)}
        return render(request, "credentials/deployment_withdraw.html", context)
    withdraw_deployment(deployment=found, by=request.user, at=timezone.now())
    messages.success(request, _("The tour is withdrawn. Nothing depends on it from now on."))
    if "anew" in request.POST:
        return redirect(f"{reverse('credentials:deployment-new')}?like={found.pk}")
    return redirect("credentials:deployments")
