"""What people type about credentials: a code to verify, a reason to revoke, a call for renewal."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.dates import in_sight, in_words
from base.forms import SentOnceField
from credentials.badges.files import LARGEST
from credentials.models import Achievement
from credentials.renewals import pending_call
from credentials.services import CODE_LENGTH
from people.codes import CODE_ALPHABET, normalise_code

IN_ADDRESS = re.compile(r"/v/([^/#?]+)")


class ShareForm(forms.Form):
    """Nothing is asked; pressed twice it makes one link."""

    client_id = SentOnceField()


class CodeForm(forms.Form):
    """One code, as it stands on a certificate. Says what is wrong before anything is looked up."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_("26 letters and digits. Spaces and small letters do not matter."),
        max_length=400,
        error_messages={"required": _("Type the code that stands beside the QR code.")},
        widget=forms.TextInput(
            attrs={
                "class": "code-field",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def clean_code(self) -> str:
        address = IN_ADDRESS.search(self.cleaned_data["code"])  # as it stands beside the code, or as the QR code has it
        code = normalise_code(address[1] if address else self.cleaned_data["code"])
        if alien := sorted(set(code) - set(CODE_ALPHABET)):
            raise forms.ValidationError(
                _("A code has the letters A to Z and digits; “%(alien)s” is not one of them."), params={"alien": alien[0]}
            )
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(
                _("A code has %(length)s letters and digits; this one has %(typed)s. Compare it with the paper."),
                params={"length": CODE_LENGTH, "typed": len(code)},
            )
        return code


class CredentialFileForm(forms.Form):
    """A credential file, chosen or pasted; bounded before anything of it is read."""

    one_of_two = ("file", "text")
    file = forms.FileField(
        label=_("Credential file"),
        required=False,
        help_text=_("The signed file (JSON) that came with the certificate, at most 64 kB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or its content, pasted"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large to be a certificate. Choose the JSON file, not a picture."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file, or paste its content."))
        return cleaned

    @property
    def content(self) -> bytes:
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"].encode()


class RevocationForm(forms.Form):
    """Why a credential is taken back. The reason stays with the record and is never shown to strangers."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The holder and the administrators can read it. Nobody else can."),
        max_length=500,
        error_messages={"required": _("Write why this certificate is revoked.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RenewalAskedForm(forms.Form):
    """First step of a call for renewal: for what, and by when. Its answer is how many people it hits."""

    achievement = forms.ChoiceField(label=_("Achievement"))
    due_on = forms.DateField(
        label=_("Renewed by"),
        help_text=_("Until this day the certificates of the older edition are valid. Leave people time to learn."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, offered: list[Achievement], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].choices = [(a.key, a.name) for a in offered]  # type: ignore[attr-defined]
        self.on = on

    def clean_due_on(self) -> date:
        return in_sight(self.cleaned_data["due_on"], self.on)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        key, due_on = cleaned.get("achievement"), cleaned.get("due_on")
        if not key or not due_on:
            return cleaned
        if due_on <= self.on:
            self.add_error("due_on", _("Choose a day that is still to come."))
        elif (pending := pending_call(key, self.on)) and due_on < pending.due_on:
            day = in_words(pending.due_on)
            self.add_error("due_on", _("An earlier call asks for it by %(day)s. Choose that day or a later one.") % {"day": day})
        return cleaned


class RenewalConfirmedForm(RenewalAskedForm):
    """Second step: the same again, with the reason, and the number of people as it was shown."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What is new in this edition. It stays with the record."),
        max_length=500,
        error_messages={"required": _("Write why everybody has to renew.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    people = forms.IntegerField(widget=forms.HiddenInput)
