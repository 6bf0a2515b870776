"""What the edit forms of pages and snippets make sure of."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.fields import StreamField

from base.streams import lost_in_form


class SentOnceField(forms.UUIDField):
    """Made when the page is shown, so that its form pressed twice or sent again is one, and a newly opened page is another.

    Not filled in again by a browser that restores what stood in a form.
    """

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=uuid4, required=required)


class StreamIntegrityForm(WagtailAdminPageForm):
    """Refuses, as draft and as publication, what Wagtail would drop from a stream without a word."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        sentences = [
            ValidationError(f"{str(field.verbose_name).capitalize()}: {loss.message}", code=loss.code)
            for field in self._streams()
            for loss in lost_in_form(field.stream_block, self.add_prefix(field.name), self.data)
        ]
        if sentences:
            self.add_error(None, ValidationError(sentences))
        return cleaned

    def _streams(self) -> list[StreamField]:
        fields = self.instance._meta.get_fields()
        return [field for field in fields if isinstance(field, StreamField) and field.name in self.fields]


class TranslatedForm(WagtailAdminModelForm):
    """For what is unique within its language: a second one is refused in words, not by the database."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"locale"}  # type: ignore[no-any-return]
