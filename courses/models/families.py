"""Families of practical exercises, and which of them a course asks for. A kind of activity says which family a pass proves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    PROTECT = "protect", _("Protect")
    DETAIN = "detain", _("Detain")
    CONDUCT = "conduct", _("Conduct")


class FamiliesField(models.JSONField):
    """Several families, as a list of their values in the order of their names here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=Family.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
        )
