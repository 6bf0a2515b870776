"""From a path to a page with one query, and from a page to its path without any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import Exists, TextField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from base.prepared import Prepared

ROOTS_KEY = "site-roots"
ROOTS_SECONDS = 60
PLACE_SECONDS = 60 * 60


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
    """The live page at the path of the request's language, as its own class; None where there is none.

    One query once this process knows what stands at the path: it remembers class and key, and asks for no less than
    the row itself, so that a page which was moved or withdrawn since is not found by its old place.
    """
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    root = site_roots().get(language)
    if root is None:
        return None
    return _at_known_place(root + path) or _at_new_place(root + path)


def _at_known_place(url_path: str) -> Any | None:
    place = caches["local"].get(_place_key(url_path))
    if place is None:
        return None
    kind, pk = ContentType.objects.get_for_id(place[0]).model_class(), place[1]
    return next(iter(_live_at(kind)(pk, url_path)), None) if kind else None


def _at_new_place(url_path: str) -> Any | None:
    place = Page.objects.live().filter(url_path=url_path).values_list("content_type", "pk").first()
    if place is None:
        return None
    caches["local"].set(_place_key(url_path), place, PLACE_SECONDS)
    return _at_known_place(url_path)


@cache
def _live_at(kind: Any) -> Prepared[Any]:
    """The live page of one class with a key at a place, with its language, and told whether anything on the site is private.

    Of text that is kept as rendered, the digest comes instead of the text, so that it is noticed however the text was changed.
    """

    def build(pk: int, url_path: str) -> Any:
        anything = Exists(PageViewRestriction.objects.all())
        pages = kind.objects.live().filter(pk=pk, url_path=url_path).order_by()
        pages = pages.select_related("locale").annotate(is_anything_private=anything)
        if not kind.rendered_text:
            return pages
        stored = [Cast(name, TextField()) for name in kind.rendered_text]
        return pages.defer_streamfields().annotate(text_stamp=MD5(Concat(*stored, Value(""), output_field=TextField())))

    return Prepared(build)


def _place_key(url_path: str) -> str:
    return f"place:{blake2b(url_path.encode(), digest_size=16).hexdigest()}"


def page_at(path: str) -> Any | None:
    """The live page that a path of this site leads to, e.g. ``/fr/core/``; None where it leads elsewhere."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    root, prefix = site_roots().get(language), "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    if root is None or not path.startswith(prefix) or not path.isprintable():
        return None
    return Page.objects.live().filter(url_path=root + path.removeprefix(prefix)).first()


def path_in(page: Any, language: str) -> str | None:
    """The address of a page's live translation; None where there is none."""
    url_path = page.get_translations().live().filter(locale__language_code=language).values_list("url_path", flat=True).first()
    return page_path(url_path, language) if url_path else None


def page_path(url_path: str, language: str) -> str:
    """The address of a page as a path on this site, computed from what any list query holds."""
    return page_addresses(language)(url_path)


def page_addresses(language: str, roots: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """``page_path`` for many pages of one language; ``roots``: what ``site_roots`` said, where that is known."""
    root = (site_roots() if roots is None else roots).get(language, "/")
    prefix = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return lambda url_path: prefix + url_path.removeprefix(root)
