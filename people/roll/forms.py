"""Sending a roll, saying what its columns mean, sending mended rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from people.roll.columns import FIELDS, REQUIRED
from people.roll.reading import MAX_BYTES
from people.tree.choices import UnitChoiceField

ENDINGS = (".csv", ".xlsx", ".txt", ".tsv", ".xls")  # an old workbook is told how to become a new one
NEVER = ("", _("Not in this file"))


class RollFile(forms.FileField):
    """A list of people, bounded before it is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Split the roll, or take out pictures and other sheets."))
        if file and not file.name.lower().endswith(ENDINGS):
            raise ValidationError(_("This is neither a CSV file nor an Excel workbook (.xlsx)."))
        return file


class SendRollForm(forms.Form):
    """For which unit, from which day, and whether whoever is not on the list leaves the unit."""

    unit = UnitChoiceField(Unit.objects.none(), label=_("Unit"), help_text=_("The list is for this unit and all below it."))
    file = RollFile(
        label=_("List"),
        help_text=_("CSV or Excel (.xlsx), headings in the first row: service number, name, rank, unit, e-mail, language."),
    )
    on = forms.DateField(
        label=_("Takes effect on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until the day before, everybody stays where he or she is."),
    )
    is_complete = forms.BooleanField(
        required=False,
        label=_("The list is complete"),
        help_text=_("Whoever is not on it leaves the unit on that day. You see who, before anything happens."),
    )

    def __init__(self, *args: Any, units: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["on"].initial = today
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if (on - self.today).days > 366 or (self.today - on).days > 366:
            raise ValidationError(_("Give a day within a year from today."))
        return on


class ColumnsForm(forms.Form):
    """One choice for each thing that a roll may tell."""

    def __init__(self, *args: Any, header: list[str], columns: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(index), heading or f"({index + 1})") for index, heading in enumerate(header)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[NEVER, *choices],
                required=name in REQUIRED,
                initial=str(columns[name]) if name in columns else "",
                error_messages={"required": _("Choose the column that holds this.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [value for value in cleaned.values() if value]
        for name in [name for name, value in cleaned.items() if value and chosen.count(value) > 1]:
            self.add_error(name, _("This column is chosen twice."))
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        """{field: index of its column}"""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


class MendForm(forms.Form):
    file = RollFile(label=_("The mended file"))
