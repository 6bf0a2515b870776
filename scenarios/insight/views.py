"""The trainers’ page: ways, times, rules; for those who may edit the scenario, over at least five people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from people.models import Unit
from people.tree.choices import UnitChoiceField, in_order_of_their_last_place
from scenarios.importing.views import editable_scenario
from scenarios.insight.cohort import FEWEST_PEOPLE, Cohort, editions_of
from scenarios.insight.figures import figures_of
from scenarios.insight.heat import Place, heat_map
from scenarios.insight.rules import rules_of
from scenarios.insight.sankey import sankey_of
from scenarios.models import Edition, ScenarioPage


class FilterForm(forms.Form):
    """Whose runs."""

    edition: Any = forms.ModelChoiceField(
        queryset=Edition.objects.none(), required=False, label=_("Edition"), empty_label=_("All editions")
    )
    language = forms.ChoiceField(required=False, label=_("Language"))
    unit: Any = UnitChoiceField(queryset=Unit.objects.none(), required=False, label=_("Unit"), empty_label=_("All units"))
    since = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(required=False, label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        edition, language, unit = (fields[name] for name in ("edition", "language", "unit"))
        edition.queryset = Edition.objects.filter(pk__in=[each.pk for each in editions]).defer("document")
        codes = sorted({each.language for each in editions})
        language.choices = [("", _("All languages")), *((code, get_language_info(code)["name_translated"]) for code in codes)]
        unit.queryset = in_order_of_their_last_place(Unit.objects.all())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        edition, language = cleaned.get("edition"), cleaned.get("language")
        if edition and language and edition.language != language:
            self.add_error("edition", _("This edition is in another language."))
        return cleaned


@require_GET
def insight(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked for wrongly is said beside its field, and no figures of anybody else are shown instead."""
    page = editable_scenario(request, pk)
    editions = editions_of(page)
    form = FilterForm(request.GET, editions=editions)
    context: dict[str, Any] = {"page": page, "form": form, "fewest": FEWEST_PEOPLE}
    if editions and form.is_valid():
        context |= _figures(page, editions, form.cleaned_data)
    return render(request, "scenarios/admin/insight.html", context | {"editions": editions})


def _figures(page: ScenarioPage, editions: tuple[Edition, ...], chosen: dict[str, Any]) -> dict[str, Any]:
    cohort = Cohort(editions, chosen["edition"], chosen["language"], chosen["unit"]).within(chosen["since"], chosen["until"])
    figures = figures_of(cohort)
    shown: dict[str, Any] = {"cohort": cohort, "figures": figures}
    if figures.is_hidden or not cohort.may_be_told():
        return shown | {"is_hidden": True}
    return shown | {
        "sankey": sankey_of(figures.story, figures.flows),
        "heat": heat_map(figures, places_of(page)),
        "rules": rules_of(cohort, figures),
    }


def places_of(page: ScenarioPage) -> dict[str, Place]:
    """Where the author put the parts on the map that have a place of their own."""
    values = [block.value for stream in (page.scenes, page.endings) for block in stream]
    return {value["key"]: (value["x"], value["y"]) for value in values if value["x"] is not None and value["y"] is not None}
