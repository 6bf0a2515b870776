"""Classes: the own list, one class with everybody in it, its deeds, and its printed sheets."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.classes import services
from courses.classes.forms import InstructorsForm, MembersForm, MessageForm, OpeningForm
from courses.classes.permissions import can_open_classes, can_run, instructors_of, visible_classes
from courses.classes.reading import class_reading
from courses.models import ClassMember, Instructor, TrainingClass
from courses.reports import class_report
from people.audit.services import note
from people.permissions import can_hold_classes
from people.requests import PersonRequest


def own_class(request: PersonRequest, pk: int) -> TrainingClass:
    """A class that the reader may see. Raises Http404."""
    classes = visible_classes(request.user, timezone.localdate())
    return get_object_or_404(classes.select_related("course__locale", "unit", "made_by__rank"), pk=pk)


def class_to_run(request: PersonRequest, pk: int) -> TrainingClass:
    """An open class that the reader runs. Raises Http404."""
    found = own_class(request, pk)
    if not (found.is_open and can_run(request.user, found, timezone.localdate())):
        raise Http404
    return found


def open_class_to_teach(request: PersonRequest, pk: int) -> TrainingClass:
    """An open class that the reader sees: runs or teaches. Raises Http404."""
    found = own_class(request, pk)
    if not found.is_open:
        raise Http404
    return found


def open_at_the_deed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views with a deed: a class that was closed a moment ago is said, and nothing was done."""

    @wraps(view)
    def viewed(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except services.ClassClosed:
            messages.warning(request, _("The class was closed a moment ago. Nothing was changed."))
            return redirect("classes:index")

    return viewed


@require_GET
@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """The reader's classes: the open ones first, by their next session."""
    today, now = timezone.localdate(), timezone.now()
    if not can_hold_classes(request.user, today):
        raise Http404
    context = {
        "classes": _listed(visible_classes(request.user, today), now),
        "may_open": can_open_classes(request.user, today),
    }
    return render(request, "courses/classes/index.html", context)


def _listed(classes: QuerySet[TrainingClass], now: Any) -> QuerySet[TrainingClass]:
    """With ``size`` and ``next_at``; one query."""
    coming = Q(sessions__called_off_at__isnull=True, sessions__ends_at__gt=now)
    counted = classes.select_related("course__locale", "unit").annotate(
        size=Count("members", filter=Q(members__left_on__isnull=True), distinct=True),
        next_at=Min("sessions__starts_at", filter=coming),
        is_over=Q(closed_at__isnull=False),
    )
    return counted.order_by("is_over", "next_at", "-made_at")


@never_cache
def open_class(request: PersonRequest) -> HttpResponse:
    """A new class for the own people."""
    today = timezone.localdate()
    if not can_open_classes(request.user, today):
        raise Http404
    asked = {name: request.GET.get(name, "") for name in ("unit", "achievement")}
    form = OpeningForm(request.POST or None, by=request.user, on=today, initial={"language": get_language()}, **asked)
    if not form.is_valid():
        return render(request, "courses/classes/open.html", {"form": form})
    made = services.open_class(**form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("The class is open. Take people in, then set the days."))
    return redirect(made)


@require_GET
@never_cache
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is where, by name."""
    found, today = own_class(request, pk), timezone.localdate()
    reading = class_reading(found, today)
    may_run = found.is_open and can_run(request.user, found, today)
    _note("class looked at", request, found)
    return render(request, "courses/classes/class.html", {"reading": reading, "may_run": may_run, "now": timezone.now()})


@never_cache
@open_at_the_deed
def members(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes people in: whole units, or by sign-in name; says who was not found."""
    found = class_to_run(request, pk)
    form = MembersForm(request.POST or None, by=request.user, on=timezone.localdate())
    if not form.is_valid():
        return render(request, "courses/classes/members.html", {"class": found, "form": form})
    added = services.add_members(training_class=found, people=form.found(), on=form.cleaned_data["joined_on"])
    number = len(added)
    _note("class members added", request, found, people=[member.user_id for member in added])
    told = messages.success if number else messages.info
    told(request, ngettext("%(number)d person was added.", "%(number)d people were added.", number) % {"number": number})
    if form.missing:
        messages.warning(request, _("Not found among your people: %(names)s.") % {"names": ", ".join(form.missing)})
    return redirect(found)


@never_cache
@open_at_the_deed
def member_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Lets a member leave today, after a question."""
    row = get_object_or_404(ClassMember.objects.staying().select_related("user__rank", "training_class"), pk=pk)
    found = class_to_run(request, row.training_class_id)
    if request.method != "POST":
        return render(request, "courses/classes/member_remove.html", {"class": found, "member": row})
    services.remove_member(member=row, on=timezone.localdate())
    _note("class member removed", request, found, user=row.user_id)
    messages.success(request, _("%(person)s has left the class. The record stays.") % {"person": row.user.name})
    return redirect(found)


@never_cache
@open_at_the_deed
def instructors(request: PersonRequest, pk: int) -> HttpResponse:
    """Names further instructors."""
    found = class_to_run(request, pk)
    form = InstructorsForm(request.POST or None, by=request.user, on=timezone.localdate(), training_class=found)
    if not form.is_valid():
        context = {"class": found, "form": form, "instructors": instructors_of(found)}
        return render(request, "courses/classes/instructors.html", context)
    named = services.add_instructors(training_class=found, people=form.cleaned_data["instructors"])
    _note("class instructors named", request, found, people=[each.user_id for each in named])
    messages.success(request, _("Saved. They see the class now."))
    return redirect(found)


@never_cache
@open_at_the_deed
def instructor_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """An instructor leaves the class to others, after a question."""
    row = get_object_or_404(Instructor.objects.teaching().select_related("user__rank", "training_class"), pk=pk)
    found = class_to_run(request, row.training_class_id)
    if request.method != "POST":
        return render(request, "courses/classes/instructor_remove.html", {"class": found, "instructor": row})
    try:
        services.remove_instructor(instructor=row, at=timezone.now())
    except services.InstructorNeeded as error:
        words = {
            "last": _("A class needs an instructor. Name another one first."),
            "sessions": _("There are sessions to come with this instructor. Give them to another one first."),
        }
        messages.warning(request, words[error.reason])
        return redirect("classes:instructors", found.pk)
    _note("class instructor removed", request, found, user=row.user_id)
    messages.success(request, _("%(person)s no longer sees the class. The record stays.") % {"person": row.user.name})
    return redirect(found)


@never_cache
@open_at_the_deed
def message(request: PersonRequest, pk: int) -> HttpResponse:
    """A word to everybody in the class."""
    found = open_class_to_teach(request, pk)
    form = MessageForm(request.POST or None, training_class=found)
    if not form.is_valid():
        return render(request, "courses/classes/message.html", {"class": found, "form": form})
    services.message_class(training_class=found, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Sent to everybody in the class."))
    return redirect(found)


@never_cache
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Ends the class, after a question."""
    found = class_to_run(request, pk)
    if request.method != "POST":
        return render(request, "courses/classes/close.html", {"class": found})
    services.close_class(training_class=found, at=timezone.now())
    _note("class closed", request, found)
    messages.success(request, _("The class is closed. Its records stay."))
    return redirect(found)


def _note(event: str, request: PersonRequest, found: TrainingClass, **ids: object) -> None:
    note(event, by=request.user.pk, at=timezone.now(), training_class=found.pk, **ids)


# --- On paper ------------------------------------------------------------------------------------


@require_GET
@never_cache
def roster(request: PersonRequest, pk: int) -> HttpResponse:
    """On one sheet to print, with those who belong to the class today."""
    found = own_class(request, pk)
    people = ClassMember.objects.filter(training_class=found).valid(timezone.localdate()).by_name()
    return render(request, "courses/classes/roster.html", {"class": found, "people": people, "on": timezone.localdate()})


@require_GET
@never_cache
def results(request: PersonRequest, pk: int) -> HttpResponse:
    """Sessions, hours, presence and what everybody finished: the page behind a training report."""
    found = own_class(request, pk)
    context = {"class": found, "report": class_report(found), "on": timezone.localdate()}
    _note("report of a class looked at", request, found)
    return render(request, "courses/classes/results.html", context)
