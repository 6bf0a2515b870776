"""The authors' pages: the long look with expected plays, the comparison of editions, the table-top version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from people.levels import Level
from scenarios.authoring.comparison import compare
from scenarios.authoring.examining import ask_for_examination, end_of, play_differences
from scenarios.authoring.tabletop import cards_of
from scenarios.document import document_of
from scenarios.importing.views import editable_scenario
from scenarios.models import Edition, ExpectedPlay
from scenarios.story import Story


def examine(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found; asked for by a button, since it may take long."""
    page = editable_scenario(request, pk)
    if request.method == "POST":
        ask_for_examination(scenario=page, at=timezone.now())
        return redirect("scenario-tools:examine", pk)
    story = Story.from_document(document_of(page))
    context = {
        "page": page,
        "examination": page.examinations.first(),
        "expected": page.expected_plays.all(),
        "differences": play_differences(page, story),
    }
    return render(request, "scenarios/admin/examine.html", context)


class ExpectedPlayForm(forms.Form):
    """A play to count on: its choices, as keys with commas between them."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name"))
    level = forms.TypedChoiceField(choices=Level.choices, coerce=int, label=gettext_lazy("Level"))
    choices = forms.CharField(max_length=2_000, label=gettext_lazy("Choices"))


@require_POST
def expect_play(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a play with the end that it has now; a play that comes to no end is not recorded."""
    page, form = editable_scenario(request, pk), ExpectedPlayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The play was not recorded: name, level and choices are needed."))
        return redirect("scenario-tools:examine", pk)
    choices = [key.strip() for key in form.cleaned_data["choices"].split(",") if key.strip()]
    ending = end_of(Story.from_document(document_of(page)), form.cleaned_data["level"], choices)
    if not ending:
        messages.error(request, _("The play was not recorded: it comes to no end."))
        return redirect("scenario-tools:examine", pk)
    values = {"name": form.cleaned_data["name"], "level": form.cleaned_data["level"], "choices": choices, "ending": ending}
    ExpectedPlay.objects.create(scenario_id=page.pk, **values)
    messages.success(request, _("The play is replayed at each release from now on."))
    return redirect("scenario-tools:examine", pk)


@require_POST
def forget_play(request: HttpRequest, pk: int, play: int) -> HttpResponse:
    page = editable_scenario(request, pk)
    get_object_or_404(ExpectedPlay, pk=play, scenario_id=page.pk).delete()
    return redirect("scenario-tools:examine", pk)


class EditionsForm(forms.Form):
    old: Any = forms.ModelChoiceField(queryset=Edition.objects.none(), label=gettext_lazy("Older edition"))
    new: Any = forms.ModelChoiceField(queryset=Edition.objects.none(), label=gettext_lazy("Newer edition"))

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("old", "new"):
            field: Any = self.fields[name]
            field.queryset = editions


@require_GET
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Any two editions; without a choice the newest two."""
    page = editable_scenario(request, pk)
    newest = list(page.editions.all()[:2])
    given = request.GET if "old" in request.GET else {"new": newest[0].pk, "old": newest[-1].pk} if newest else None
    form = EditionsForm(given, editions=page.editions.all())
    differences = None
    if form.is_bound and form.is_valid():
        differences = compare(form.cleaned_data["old"].document, form.cleaned_data["new"].document)
    return render(request, "scenarios/admin/compare.html", {"page": page, "form": form, "differences": differences})


@require_GET
def tabletop(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as cards for a class without devices."""
    page = editable_scenario(request, pk)
    story = Story.from_document(document_of(page))
    return render(request, "scenarios/tabletop.html", {"page": page, "story": story, "cards": cards_of(story)})
