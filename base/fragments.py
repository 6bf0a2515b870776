"""Pieces of a page that depend on plain values alone, rendered once for each."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 1000  # pieces in a process, some kilobytes each


def fragment(template: str, **values: Hashable) -> SafeString:
    """The template, rendered with nothing but the values, and kept in this process under them and the language.

    The values are its whole key, compared one by one: what changed is another key, so that nothing can go stale. The
    template must not ask for anything else, such as the time. Raises TypeError for a row of the database: it equals itself
    after a change.
    """
    return _rendered(template, get_language(), tuple(values.items()))


@lru_cache(maxsize=KEPT)
def _rendered(template: str, language: str | None, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    if any(isinstance(value, Model) for _name, value in values):  # asked here alone: what raises is never kept
        raise TypeError("A fragment is kept under plain values; a row of the database is the same one after it changed.")
    return mark_safe(render_to_string(template, dict(values)))
