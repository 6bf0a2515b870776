"""What is asked before a document is issued or withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from base.forms import SentOnceField
from credentials.models import Achievement
from readiness.models import IssuedDocument


class IssueForm(forms.Form):
    """Which document, about what, in which language."""

    kind = forms.ChoiceField(label=_("Document"), choices=IssuedDocument.Kind.choices)
    achievement = forms.ChoiceField(label=_("Achievement"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    client_id = SentOnceField()

    def __init__(self, *args: Any, offered: list[Achievement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = [(each.key, each.name) for each in offered]  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """Why a document is wrong; strangers are told that it was withdrawn, not why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        error_messages={"required": _("Write why it is withdrawn.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replace = forms.BooleanField(label=_("Issue it anew from the record as it stands now"), required=False)
