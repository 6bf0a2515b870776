"""The authors' pages: the long look with expected plays, the comparison of editions, the table-top version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from people.levels import Level
from scenarios.authoring.comparison import compare
from scenarios.authoring.examining import ask_for_examination, end_of, in_names, play_differences, told_play
from scenarios.authoring.tabletop import cards_of
from scenarios.document import document_of
from scenarios.importing.views import editable_scenario
from scenarios.models import ChangedPlay, Edition, ExpectedPlay, ScenarioPage
from scenarios.reading import direction
from scenarios.sentences import pass_sentence
from scenarios.story import Story


def examine(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found; asked for by a button, since it may take long."""
    page = editable_scenario(request, pk)
    if request.method == "POST":
        ask_for_examination(scenario=page, at=timezone.now())
        return redirect("scenario-tools:examine", pk)
    return _examined(request, page, ExpectedPlayForm())


def _examined(request: HttpRequest, page: ScenarioPage, form: ExpectedPlayForm, status: int = 200) -> HttpResponse:
    story = Story.from_document(document_of(page))
    examination = page.examinations.first()
    endings = {ending.key: ending.title for ending in story.endings}
    context = {
        "page": page,
        "form": form,
        "examination": examination,
        "expected": [
            {"play": play, "told": told_play(story, play.level, play.choices), "ending": endings.get(play.ending, play.ending)}
            for play in page.expected_plays.all()
        ],
        "differences": play_differences(page, story),
    }
    if examination is not None and examination.report:
        context["report"] = in_names(examination.report, Story.from_document(examination.document))
    return render(request, "scenarios/admin/examine.html", context, status=status)


class ExpectedPlayForm(forms.Form):
    """A play to count on: its choices, as keys with commas between them."""

    name = forms.CharField(max_length=120, label=gettext_lazy("Name"))
    level = forms.TypedChoiceField(choices=Level.choices, coerce=int, label=gettext_lazy("Level"))
    choices = forms.CharField(max_length=2_000, label=gettext_lazy("Choices, as keys with commas between them"))


@require_POST
def expect_play(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a play with the end that it has now; a play that comes to no end is not recorded."""
    page, form = editable_scenario(request, pk), ExpectedPlayForm(request.POST)
    choices = [key.strip() for key in form.data.get("choices", "").split(",") if key.strip()]
    ending = end_of(Story.from_document(document_of(page)), form.cleaned_data["level"], choices) if form.is_valid() else ""
    if not ending:
        if form.is_valid():
            form.add_error("choices", _("The play was not recorded: it comes to no end."))
        return _examined(request, page, form, status=422)
    values = {"name": form.cleaned_data["name"], "level": form.cleaned_data["level"], "choices": choices, "ending": ending}
    ExpectedPlay.objects.create(scenario_id=page.pk, **values)
    messages.success(request, _("The play is replayed at each release from now on."))
    return redirect("scenario-tools:examine", pk)


@require_POST
def forget_play(request: HttpRequest, pk: int, play: int) -> HttpResponse:
    """404 for a scenario that the author may not edit, and for a play of another one."""
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
    """Any two editions; without a choice the newest two, where there are two."""
    page = editable_scenario(request, pk)
    newest = list(page.editions.all()[:2])
    given = request.GET if "old" in request.GET else {"new": newest[0].pk, "old": newest[1].pk} if len(newest) > 1 else None
    form = EditionsForm(given, editions=page.editions.all())
    context: dict[str, Any] = {"page": page, "form": form}
    if form.is_bound and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        between = ChangedPlay.objects.filter(
            edition__scenario=page.pk, edition__number__gt=old.number, edition__number__lte=new.number
        )
        context |= {"differences": compare(old.document, new.document), "changed_plays": between.select_related("edition")}
    return render(request, "scenarios/admin/compare.html", context | {"differences": context.get("differences")})


@require_GET
def tabletop(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft for a class without devices: cards for the class, or, with ``sheet=instructor``, what follows and the answers."""
    page = editable_scenario(request, pk)
    story = Story.from_document(document_of(page))
    is_instructors = request.GET.get("sheet") == "instructor"
    template = "scenarios/tabletop_instructor.html" if is_instructors else "scenarios/tabletop.html"
    with translation.override(story.language):
        context = {"page": page, "story": story, "cards": cards_of(story), "passes": pass_sentence(story)}
    return render(request, template, context | {"direction": direction(story.language)})
