"""What a training officer types from a certificate of somebody else, with its scan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from base.bare_pictures import FORMATS, NotReadable, bare_picture
from credentials.models import ExternalCertificate
from credentials.models.achievement import offered_achievements

LARGEST_SCAN = 5 * 1024 * 1024  # bytes
KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def kind_of(content: bytes) -> str | None:
    """The type by the first bytes, whatever the name says."""
    return next((kind for start, kind in KINDS.items() if content.startswith(start)), None)


class ExternalForm(forms.ModelForm):
    """The paper in the officer's hand."""

    holder: Any = forms.ModelChoiceField(None, label=_("Holder"))
    achievement_key = forms.ChoiceField(label=_("Stands for"))
    scan = forms.FileField(
        label=_("Scan or photograph"),
        help_text=_("PDF, JPEG or PNG, at most 5 MB. Place, time and device are taken out of a picture; a PDF is kept as it is."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    class Meta:
        model = ExternalCertificate
        fields = ("holder", "achievement_key", "title", "provider", "number", "earned_on", "expires_on")
        widgets = {"earned_on": DAY, "expires_on": DAY}

    field_order = (*Meta.fields, "scan")

    def __init__(self, *args: Any, people: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["holder"].queryset = people  # type: ignore[attr-defined]
        offered = offered_achievements(get_language() or "en")
        self.fields["achievement_key"].choices = [(each.key, each.name) for each in offered]  # type: ignore[attr-defined]

    def clean_earned_on(self) -> Any:
        if self.cleaned_data["earned_on"] > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["earned_on"]

    def clean_scan(self) -> Any:
        file = self.cleaned_data["scan"]
        if file.size > LARGEST_SCAN:
            raise forms.ValidationError(_("The scan is larger than 5 MB."))
        self.content = file.read()
        self.kind = kind_of(self.content)
        if self.kind is None or not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("This is no PDF, JPEG or PNG file."))
        if self.kind in FORMATS:
            self.content = self._bare_picture(self.kind)
        return file

    def _bare_picture(self, kind: str) -> bytes:
        try:
            return bare_picture(self.content, kind)
        except NotReadable:
            raise forms.ValidationError(_("This picture is damaged or has too many pixels. Take it again.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        earned_on, expires_on = cleaned.get("earned_on"), cleaned.get("expires_on")
        if earned_on and expires_on and expires_on < earned_on:
            self.add_error("expires_on", _("It cannot end before it was issued."))
        return cleaned


class DecisionForm(forms.Form):
    """Why it is refused or withdrawn."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
