"""What the ledger may be asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Placement, Unit
from readiness.models import Reminder


class LedgerForm(forms.Form):
    """Unit, state and day, each of them or none; what is not understood is not asked."""

    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=_("Unit"), empty_label=_("All"))
    state = forms.ChoiceField(choices=[("", _("All")), *Reminder.State.choices], required=False, label=_("State"))
    day = forms.DateField(required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def offer(self, places: list[Placement]) -> None:
        """Shows only these units, indented as they stand in the tree; any other of the own ones is still understood."""
        tops = min((place.depth for place in places), default=1)
        choices = [(place.unit_id, f"{'– ' * (place.depth - tops)}{place.unit.name}") for place in places]
        self.fields["unit"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
