"""The legal reviewer's form of a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from base.forms import TranslatedForm
from law.models import Topic


class RuleForm(TranslatedForm):
    """A rule; its citation and its address make themselves where they are left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("citation", "slug"):
            self.fields[name].required = False
        self.fields["slug"].help_text = _("Left empty, it is made from the citation. Links stay whole only while it stays.")
        if self.instance.locale_id:
            self.fields["topics"].queryset = Topic.objects.filter(locale=self.instance.locale_id)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("citation") and cleaned.get("instrument") and cleaned.get("provision"):
            cleaned["citation"] = f"{cleaned['instrument'].short_title} {cleaned['provision']}"
        if not cleaned.get("slug"):
            cleaned["slug"] = slugify(cleaned.get("citation", "").replace("(", "-"))[:140].strip("-")
        if not cleaned["slug"] and "slug" not in self.errors:
            self.add_error("slug", forms.ValidationError(_("Write an address in letters without accents, digits and hyphens.")))
        return cleaned
