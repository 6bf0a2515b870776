"""Paper forms: print a stack for a class, find one by its number, enter its answer sheet."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from base.limits import is_too_often
from people.permissions import can_hold_classes, is_administrator
from people.requests import PersonRequest
from quizzes.kinds import ResponseRefused
from quizzes.models import PaperForm
from quizzes.paper import services
from quizzes.paper.forms import NumberForm, PrintForm, SheetForm
from quizzes.paper.permissions import visible_forms
from quizzes.paper.sheets import forms_pdf
from quizzes.sittings.permissions import classes_to_examine

A_PAGE = 100
FILES_A_MINUTE = "10/m/user"


@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """The number on a sheet leads to its form."""
    today = timezone.localdate()
    if not (is_administrator(request.user) or can_hold_classes(request.user, today)):
        raise Http404
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        found = visible_forms(request.user, today).filter(pk=form.cleaned_data["number"]).first()
        if found is not None:
            return redirect(found)
        form.add_error("number", _("No form of your classes has this number."))
    return render(request, "quizzes/paper/index.html", {"form": form})


@never_cache
def of_class(request: PersonRequest, pk: int) -> HttpResponse:
    """What was printed for a class, and printing more: the answer is the file itself."""
    today = timezone.localdate()
    found = get_object_or_404(classes_to_examine(request.user, today).select_related("course__locale"), pk=pk)
    form = PrintForm(request.POST or None, training_class=found)
    if form.is_valid():
        if is_too_often(request, "paper", FILES_A_MINUTE):
            form.add_error(None, _("Too many files at once. Wait a minute, then print again."))
        else:
            try:
                made = services.print_forms(training_class=found, **form.cleaned_data, by=request.user, at=timezone.now())
                return _file(made)
            except services.PaperRefused as refusal:
                form.add_error(None, str(refusal))
    rows = visible_forms(request.user, today).filter(training_class=found).select_related("quiz", "entered_by__rank")
    context = {
        "class": found,
        "form": form,
        "page": Paginator(rows.order_by("-pk"), A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "quizzes/paper/class.html", context)


def _file(forms: list[PaperForm]) -> HttpResponse:
    response = HttpResponse(forms_pdf(forms), content_type="application/pdf")
    name = f"forms-{forms[0].number}-{forms[-1].number}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def own_form(request: PersonRequest, pk: int) -> PaperForm:
    """A form of the reader's classes. Raises Http404."""
    rows = visible_forms(request.user, timezone.localdate())
    related = ("quiz__locale", "training_class", "entered_by__rank", "attempt__enrolment__learner__rank")
    found: PaperForm = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


@never_cache
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """The same form once more, as it was drawn."""
    if request.method != "POST" or is_too_often(request, "paper", FILES_A_MINUTE):
        return redirect(own_form(request, pk))
    return _file([own_form(request, pk)])


@never_cache
def paper_form(request: PersonRequest, pk: int) -> HttpResponse:
    """Enters an answer sheet: first it says in words what it read, then it is handed in."""
    found, at = own_form(request, pk), timezone.now()
    if found.attempt is not None:
        numbers = found.items.values_list("number", flat=True)
        return render(request, "quizzes/paper/entered.html", {"paper": found, "numbers": numbers})
    form = SheetForm(request.POST or None, form=found, by=request.user, at=at)
    is_checked = form.is_valid()
    if is_checked and request.POST.get("go") == "hand-in":
        try:
            values = {name: form.cleaned_data[name] for name in ("learner", "sat_at", "device_failed")}
            services.enter_form(form=found, responses=form.responses, **values, by=request.user, at=at)
            messages.success(request, _("Form %(number)s is entered. Type the number of the next.") % {"number": found.number})
            return redirect("paper:index")
        except (services.PaperRefused, ResponseRefused) as refusal:
            form.add_error(None, str(refusal))
            is_checked = False
    return render(request, "quizzes/paper/enter.html", {"paper": found, "form": form, "is_checked": is_checked})
