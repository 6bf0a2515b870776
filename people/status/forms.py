"""Forms for statuses and appointments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from people.models import Country, Posting, Unit, User
from people.names import sign_in_name
from people.tree.choices import UnitChoiceField, in_tree_order

Role, Status = Posting.Role, Posting.Status
LATEST = date(2999, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own calendar takes and gives a day as ISO 8601, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DaysForm(forms.Form):
    """From a day to a day, none of them past: what was, stays."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["starts_on"].initial = today
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs |= {"min": today.isoformat(), "max": LATEST.isoformat()}

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if not self.today <= day <= LATEST:
            raise ValidationError(_("What was, stays. Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


class StatusForm(DaysForm):
    """Excused for a reason class, or attached to another unit. ``hosts``: units to which the reader may lend people."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(Status.EXCUSED, Status.EXCUSED.label), (Status.ATTACHED, _("Attached to another unit"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[*BLANK_CHOICE_DASH, *Posting.Reason.choices],
        help_text=_("For excused people. The class is enough; nobody writes the story down."),
    )
    unit = UnitChoiceField(Unit.objects.none(), label=_("To which unit"), help_text=_("For attached people."))
    field_order = ("status", "reason", "unit", "starts_on", "ends_on")
    use_required_attribute = False  # the page hides the field that the chosen status does not ask for

    def __init__(self, *args: Any, hosts: QuerySet[Unit], keeps_home: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeps_home = keeps_home
        if self.is_bound:
            self.fields["reason"].required = self.data.get("status") == Status.EXCUSED
            self.fields["unit"].required = self.data.get("status") == Status.ATTACHED
        self.fields["unit"].queryset = in_tree_order(hosts, self.today)  # type: ignore[attr-defined]
        self.fields["ends_on"].help_text = _("Empty: until further notice.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("status") == Status.EXCUSED:
            cleaned["unit"] = None
        elif cleaned.get("status") == Status.ATTACHED:
            cleaned["reason"] = ""
            if self.keeps_home:
                self.add_error("status", _("Whoever commands or trains a unit is attached elsewhere by an administrator only."))
        return cleaned


class AppointForm(DaysForm):
    """Who holds a post of the unit. ``roles``: what the reader may give; ``people``: to whom."""

    role = forms.ChoiceField(label=_("Post"), widget=forms.RadioSelect)
    person = forms.CharField(label=_("Sign-in name"), help_text=_("For example QM-10423."), max_length=80)
    field_order = ("role", "person", "starts_on", "ends_on")

    def __init__(self, *args: Any, roles: list[str], people: QuerySet[User], country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.country = people, country
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]  # type: ignore[attr-defined]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0]
            self.fields["role"].widget = forms.HiddenInput()
            self.fields["ends_on"].required = roles[0] == Role.ACTING_COMMANDER
        self.fields["ends_on"].help_text = (
            _("An acting commander has one. Empty for a commander.") if len(roles) > 1 else _("The last day of the command.")
        )

    def clean_person(self) -> User:
        user = self.people.filter(username=sign_in_name(self.cleaned_data["person"], self.country, Country.codes())).first()
        if user is None:
            raise ValidationError(_("Nobody whom you may appoint has this sign-in name."))
        return user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        role, last = cleaned.get("role"), cleaned.get("ends_on")
        if role == Role.ACTING_COMMANDER and not last and "ends_on" not in self.errors:
            self.add_error("ends_on", _("An acting commander is appointed from a day to a day."))
        if role == Role.COMMANDER and last:
            self.add_error("ends_on", _("A commander holds the post until somebody else does. Leave this empty."))
        return cleaned
