"""Which entries of the audit log a reader looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.audit import kinds, words
from people.models import AuditEntry
from people.models.audit import AuditEntryQuerySet

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditFilter(forms.Form):
    """Each may be left empty."""

    event = forms.CharField(label=_("Event"), required=False, max_length=40)
    actor = forms.IntegerField(label=_("Number of the account"), required=False, min_value=1)
    kind = forms.ChoiceField(label=_("What it concerns"), required=False, choices=kinds.choices)
    number = forms.CharField(label=_("Number or code of it"), required=False, max_length=60)
    first = forms.DateField(label=_("From"), required=False, widget=DAY)
    last = forms.DateField(label=_("To"), required=False, widget=DAY)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("number") and not cleaned.get("kind"):
            self.add_error("kind", _("Choose what the number or code belongs to."))
        elif cleaned.get("kind") and not cleaned.get("number") and "number" not in self.errors:
            self.add_error("number", _("Type the number or code of what you look for."))
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return cleaned

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return any(self.data.get(name) for name in self.fields)

    def entries(self) -> AuditEntryQuerySet:
        """The entries that fit, the newest first; none where a field was typed wrongly."""
        found = AuditEntry.objects.select_related("seal")
        if not self.is_valid():
            return found.none()
        asked = self.cleaned_data
        conditions = {
            "actor": asked["actor"],
            "at__date__gte": asked["first"],
            "at__date__lte": asked["last"],
        }
        fitting = found.filter(**{name: value for name, value in conditions.items() if value})
        if typed := asked["event"]:  # in the words of the reader, or in those that are kept
            fitting = fitting.filter(Q(event__icontains=typed) | Q(event__in=words.events_like(typed)))
        return self._concerning(fitting, asked["kind"], asked["number"]) if asked["kind"] else fitting

    def _concerning(self, entries: AuditEntryQuerySet, key: str, typed: str) -> AuditEntryQuerySet:
        """Those about one row; none where no row carries the code."""
        kind = kinds.kind_of(key)
        number = kind.number_of(typed)
        return entries.none() if number is None else entries.concerning(number, kind.keys, kind.list_key)
