"""Pages under the prefix of their own language, whatever language the reader's interface speaks."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation


class PageLanguagePattern(LocalePrefixPattern):
    """Like Django's pattern, but matches by the address alone: ``/core/`` is the English page for an Arabic browser too."""

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, str]] | None:
        language = translation.get_language_from_path(f"/{path}") or settings.LANGUAGE_CODE
        prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
        return path.removeprefix(prefix), (), {}


def pages_by_language(*patterns: URLPattern) -> list[URLResolver]:
    """The patterns of pages: without a prefix in the default language, under ``fr/`` and the like in the others."""
    return [URLResolver(PageLanguagePattern(prefix_default_language=False), list(patterns))]
