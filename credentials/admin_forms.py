"""The administrators' forms: what can be earned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import TranslatedForm


class AchievementForm(TranslatedForm):
    """An achievement. Its key ties credentials, requirements and languages together, and never changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = self.instance.pk is not None
        self.fields["key"].help_text = _("The same in every language. It never changes.")
        self.fields["validity_months"].help_text = _("Empty: it never expires. A change holds for what is issued from now on.")

    def clean_validity_months(self) -> int | None:
        months: int | None = self.cleaned_data["validity_months"]
        if months == 0:
            raise forms.ValidationError(_("At least one month; or leave it empty when it never expires."))
        return months
