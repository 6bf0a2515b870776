"""What is asked of a print."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from credentials.models.achievement import offered_achievements


class PrintForm(forms.Form):
    """Certificates of one achievement, or of all."""

    achievement = forms.ChoiceField(label=_("Certificates"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.key, each.name) for each in offered_achievements(get_language() or "en")]
        self.fields["achievement"].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]
