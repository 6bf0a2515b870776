"""Template tags that every template may use; they know no domain."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from base.routing import page_path

register = template.Library()


@register.simple_tag
def path_of(page: Any) -> str:
    """The address of a page on this site, without a query."""
    return page_path(page.url_path, page.locale.language_code)


@register.simple_tag
def bdi(text: object) -> SafeString:
    """Keeps a name or number in its own direction inside a text of the other."""
    return format_html("<bdi>{}</bdi>", text)
