"""Blocks that cite rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from base.blocks import prose


def rules_list(**kwargs: Any) -> blocks.ListBlock:
    """A list of cited rules, chosen from the library."""
    return blocks.ListBlock(SnippetChooserBlock("law.Rule", label=_("Rule")), label=_("Rules cited"), default=[], **kwargs)


class ProseBlock(blocks.StructBlock):
    """A section of running text with the rules it relies on."""

    heading = blocks.CharBlock(label=_("Heading"), required=False)
    text = prose(label=_("Text"), required=False)
    rules = rules_list()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/prose.html"


class KeyRuleBlock(blocks.StructBlock):
    """The rule in one sentence, with its citations and where it applies."""

    sentence = blocks.TextBlock(label=_("The rule in one sentence"), rows=2)
    rules = rules_list(min_num=1)

    class Meta:
        icon = "key"
        label = _("Key rule")
        template = "blocks/key_rule.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["applies_labels"] = list(dict.fromkeys(rule.applies_label for rule in value["rules"] if rule))
        return context


class CaseBlock(blocks.StructBlock):
    """A short case."""

    title = blocks.CharBlock(label=_("Title"))
    text = prose(label=_("Text"))
    rules = rules_list()

    class Meta:
        icon = "doc-full"
        label = _("Case")
        template = "blocks/case.html"
