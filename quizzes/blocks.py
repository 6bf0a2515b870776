"""How the options of an item are stored while it is edited."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OptionBlock(blocks.StructBlock):
    """One option with its verdict and the reason for it; text and verdict part ways when the item is frozen."""

    key = blocks.CharBlock(max_length=20, required=False, label=_("Key"), help_text=_("Set on saving; never shown."))
    text = blocks.CharBlock(max_length=300, label=_("Option"))
    is_right = blocks.BooleanBlock(required=False, label=_("Right"))
    rationale = blocks.TextBlock(rows=2, label=_("Rationale"))

    class Meta:
        label = _("Option")
        label_format = "{text}"


class OptionsBlock(blocks.StreamBlock):
    option = OptionBlock()
