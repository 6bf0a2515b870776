"""Template tags that every template may use; they know no domain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from base.assets import asset
from base.dates import in_words
from base.fragments import fragment
from base.routing import page_path

register = template.Library()
register.simple_tag(fragment)


@register.filter("date", expects_localtime=True, is_safe=False)
def date_in_words(value: Any, form: str | None = None) -> str:
    """Django's own filter of this name, in the way of each language (``base.dates``)."""
    is_moment = isinstance(value, date | time)
    return in_words(value, form) if is_moment and form else str(defaultfilters.date(value, form))


@register.filter
def once(values: Iterable[Any]) -> list[Any]:
    """Each value where it first stands, and not again."""
    return list(dict.fromkeys(values))


@register.simple_tag
def path_of(page: Any) -> str:
    """The address of a page on this site, without a query."""
    return page_path(page.url_path, page.locale.language_code)


@register.simple_tag
def bdi(text: object) -> SafeString:
    """Keeps a name or number in its own direction inside a text of the other."""
    return format_html("<bdi>{}</bdi>", text)


@register.simple_tag
def colon() -> str:
    """The colon between a word of the interface and what it names; French sets a space before it that does not break."""
    return "\N{NO-BREAK SPACE}:" if (translation.get_language() or "").startswith("fr") else ":"


@register.simple_tag
def in_language(code: str) -> SafeString:
    """The attributes of an element whose text is in a language of its own, whatever the interface speaks."""
    return format_html('lang="{}" dir="{}"', code, "rtl" if translation.get_language_info(code)["bidi"] else "ltr")


@register.filter
def in_fours(code: str) -> str:
    """A code that somebody compares or types, in groups of four."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


@register.simple_tag
def icon(name: str, label: object = "") -> SafeString:
    """One icon of the sprite; a label only where no word stands beside it. What components/icon.html does, ten times faster."""
    return _icon(name, str(label))


@lru_cache(maxsize=500, typed=True)  # typed: a label that is safe as it stands is another one
def _icon(name: str, label: str) -> SafeString:
    known_by = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    address = asset("icons/sprite.svg")
    return format_html('<svg class="icon icon--{0}" {1}><use href="{2}#{0}"/></svg>', name, known_by, address)
