"""Forms of the tree of units, for administrators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from base.dates import in_sight
from people.models import Country, Unit
from people.tree.choices import UnitChoiceField, in_tree_order


class EffectForm(forms.Form):
    """From which day on, and never for a day that is past."""

    on = forms.DateField(
        label=_("Day of effect"), widget=AdminDateInput, help_text=_("What was before that day stays as it was.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.order_fields([*(name for name in self.fields if name != "on"), "on"])

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.today:
            raise ValidationError(_("What was, stays. Choose today or a later day."))
        return in_sight(day, self.today)


class NameForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)

    class Meta:
        model = Unit
        fields = ("name", "short_name", "kind")


class NewUnitForm(EffectForm):
    """A unit below another; at the top the country is asked too."""

    country = forms.ModelChoiceField(Country.objects.all(), label=_("Country"))
    name = forms.CharField(label=_("Name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=30)
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)

    def __init__(self, *args: Any, parent: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parent:
            del self.fields["country"]


class MoveForm(EffectForm):
    """``parents``: where the unit may go; ``seen_on``: the day on which their tree is shown."""

    parent = UnitChoiceField(Unit.objects.none(), label=_("New place under"), required=False, empty_label=_("At the top"))

    def __init__(self, *args: Any, parents: QuerySet[Unit], seen_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = in_tree_order(parents, seen_on)  # type: ignore[attr-defined]


class DissolveForm(EffectForm):
    pass
