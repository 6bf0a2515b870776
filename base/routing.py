"""From a path to a page with one query, and from a page to its path without any."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site

ROOTS_KEY = "site-roots"
ROOTS_SECONDS = 60


def site_roots() -> dict[str, str]:
    """url_path of the home page of each language, e.g. {"en": "/home/"}; kept for a minute in each process."""
    roots: dict[str, str] | None = caches["local"].get(ROOTS_KEY)
    if roots is None:
        roots = {}
        for site in Site.objects.select_related("root_page__locale").filter(is_default_site=True):
            for page in site.root_page.get_translations(inclusive=True).select_related("locale"):
                roots[page.locale.language_code] = page.url_path
        caches["local"].set(ROOTS_KEY, roots, ROOTS_SECONDS)
    return roots


def find_page(request: HttpRequest, path: str) -> Any | None:
    """The live page at the path of the request's language, as its own class; None where there is none."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    root = site_roots().get(language)
    if root is None:
        return None
    return Page.objects.live().filter(url_path=root + path).specific().first()


def page_path(url_path: str, language: str) -> str:
    """The address of a page as a path on this site, computed from what any list query holds."""
    root = site_roots().get(language, "/")
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/{url_path.removeprefix(root)}"
