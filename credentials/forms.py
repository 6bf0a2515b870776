"""What people type about credentials: a code to verify, a reason to revoke."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from credentials.services import CODE_LENGTH
from credentials.verdicts import code_meant
from people.codes import CODE_ALPHABET


class CodeForm(forms.Form):
    """One code, as it stands on a certificate. Says what is wrong before anything is looked up."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_("26 letters and digits. Spaces and small letters do not matter."),
        max_length=100,
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
        code = code_meant(self.cleaned_data["code"])
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


class RevocationForm(forms.Form):
    """Why a credential is taken back. The reason stays with the record and is never shown to strangers."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The holder and the administrators can read it. Nobody else can."),
        max_length=500,
        error_messages={"required": _("Write why this certificate is revoked.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
