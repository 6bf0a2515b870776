"""Which entries of the audit log a reader looks for."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import AuditEntry

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditFilter(forms.Form):
    """Each may be left empty."""

    event = forms.CharField(label=_("Event"), required=False, max_length=40)
    actor = forms.IntegerField(label=_("Number of the account"), required=False, min_value=1)
    first = forms.DateField(label=_("From"), required=False, widget=DAY)
    last = forms.DateField(label=_("To"), required=False, widget=DAY)

    def entries(self) -> QuerySet[AuditEntry]:
        """The entries that fit, the newest first; all where a field was typed wrongly."""
        found = AuditEntry.objects.select_related("seal")
        if not self.is_valid():
            return found
        asked = self.cleaned_data
        conditions = {
            "event__icontains": asked["event"],
            "actor": asked["actor"],
            "at__date__gte": asked["first"],
            "at__date__lte": asked["last"],
        }
        return found.filter(**{name: value for name, value in conditions.items() if value})
