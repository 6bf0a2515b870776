"""What stands on a page of questions dozens of times, made without a template for each."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

OPTION = (
    '\n  <li class="option"><label><input type="{}" name="{}" value="{}" data-path="{}chosen[]"{}> <span>{}</span></label></li>'
)
CHECKED = mark_safe(" checked")


@register.simple_tag
def choices(question: Any) -> SafeString:
    """The options of a question to choose from, one (radio) or several (checkbox), as items of a list."""
    same = (question.kind.control, question.name)
    rows = ((*same, each.id, question.path, CHECKED if each.is_chosen else "", each.text) for each in question.view)
    return format_html_join("", OPTION, rows)
