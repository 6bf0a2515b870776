"""The one question before a person is erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.erasure.services import Why
from people.models import User
from people.names import sign_in_name


class ErasureForm(forms.Form):
    """Why, and the sign-in name once more, so that nobody is erased by a slip of the hand."""

    why = forms.ChoiceField(label=_("Reason"), choices=Why.choices)
    confirm = forms.CharField(
        label=_("Sign-in name of the person"),
        help_text=_("Type it once more, so that the right person is erased."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_confirm(self) -> str:
        typed = sign_in_name(self.cleaned_data["confirm"])
        if typed != self.person.username:
            raise ValidationError(_("This is not the sign-in name of this person."))
        return typed
