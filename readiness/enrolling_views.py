"""Enrolling a group by hand: first whom it means, then the deed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from courses.classes.permissions import units_to_train
from people.requests import PersonRequest
from readiness import tasks
from readiness.enrolling import EnrolmentPlan, courses_of, plan_of
from readiness.page import asked_of
from readiness.permissions import sight_of
from readiness.reminders.groups import Group
from readiness.words import STATE_WORDS

ENROLMENTS_A_MINUTE = "10/m/user"


def _group(request: PersonRequest, pk: int) -> Group:
    """The group that is asked for, for whoever looks after its training. Raises Http404."""
    today = timezone.localdate()
    found = get_object_or_404(units_to_train(request.user, today), pk=pk)
    sight = sight_of(request.user, pk, on=today, today=today)
    asked = request.POST if request.method == "POST" else request.GET
    achievement = asked_of(sight, get_language() or "en", asked.get("achievement", "")).achievement if sight else None
    if achievement is None:
        raise Http404
    state = asked.get("state", "")
    return Group(found, achievement, state if state in STATE_WORDS else "", today)


@never_cache
def enrol(request: PersonRequest, pk: int) -> HttpResponse:
    """How many would be enrolled in what; with “confirm” it is done."""
    group = _group(request, pk)
    courses, plan = courses_of(group.achievement.key, request.user), plan_of(group)
    if request.method == "POST" and "confirm" in request.POST and not courses.is_empty:
        return _enrol(request, group, plan)
    words = STATE_WORDS.get(group.state, "")
    return render(request, "readiness/enrol.html", {"group": group, "courses": courses, "plan": plan, "words": words})


def _enrol(request: PersonRequest, group: Group, plan: EnrolmentPlan) -> HttpResponse:
    if is_too_often(request, "enrol", ENROLMENTS_A_MINUTE):
        return render(request, "readiness/too_often.html", {"pk": group.unit.pk}, status=429)
    tasks.enrol_group.enqueue(group.unit.pk, group.achievement.pk, group.state, request.user.pk, group.on.isoformat())
    told = ngettext("%(number)d person is being enrolled.", "%(number)d people are being enrolled.", plan.people)
    messages.success(request, told % {"number": plan.people})
    return redirect(f"{reverse('readiness:unit', args=[group.unit.pk])}?achievement={group.achievement.key}")
