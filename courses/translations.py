"""A course in several languages. The original says what stands where and what is needed; a translation says it in its words.

What is not translated stands in the original's words. So a course is the same course in every language, however little of it
is translated, and is complete only when all of it is done. The original is the page that was there first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import get_language
from wagtail.models import Page

from base.prepared import Prepared
from base.routing import site_roots
from courses.models import CoursePage
from courses.tree import STEP, Node, nodes_below, nodes_of_modules

LAST = "Z"  # in the place of the first letter of a step: behind everything that the original has


class Tongue(NamedTuple):
    """A page as it stands in one language."""

    pk: int
    path: str
    key: UUID
    language: str
    live: bool


def nodes_of_courses(courses: Iterable[CoursePage]) -> dict[int, list[Node]]:
    """What stands in each course, by its primary key, in the order of the original. One query; two in several languages."""
    rows = list(courses)
    originals = originals_of(course.translation_key for course in rows)
    paths = {course.pk: originals[course.translation_key].path if originals else course.path for course in rows}
    found = nodes_below(*dict.fromkeys([*(course.path for course in rows), *paths.values()]))
    return {course.pk: _merged(found, paths[course.pk], course.path) for course in rows}


def originals_of(keys: Iterable[UUID]) -> dict[UUID, Tongue]:
    """The first page of each key. Empty, without a query, where the site has one language."""
    if len(site_roots()) < 2:
        return {}
    return {row.key: row for row in reversed(tongues(tuple(dict.fromkeys(keys))))}


def tongues(keys: tuple[UUID, ...]) -> list[Tongue]:
    """Pages of these keys, live or not, the first of each before its translations."""
    return [Tongue._make(row) for row in _of_keys(keys)]


def _tongues(pages: Any) -> Any:
    return pages.order_by("pk").values_list("pk", "path", "translation_key", "locale__language_code", "live")


_of_keys: Prepared[tuple[Any, ...]] = Prepared(lambda keys: _tongues(Page.objects.filter(translation_key__in=keys)))
_of_page: Prepared[tuple[Any, ...]] = Prepared(
    lambda path: _tongues(Page.objects.filter(translation_key__in=Page.objects.filter(path=path).values("translation_key")))
)


# --- One module -----------------------------------------------------------------------------------


class ModuleNodes(NamedTuple):
    """A module of a course, and the live pages in it; ``course_keys``: of the course it stands in, if it does."""

    course_keys: list[UUID]
    module: Node
    found: list[Node]


def nodes_around(page: Any) -> ModuleNodes:
    """The module that an activity stands in, as its reader goes on in it (see ``course_around``). One query; two in several
    languages."""
    path = page.path[:-STEP]
    several = [Tongue._make(row) for row in _of_page(path)] if len(site_roots()) > 1 else []
    original = several[0].path if several else path
    found = nodes_of_modules(*dict.fromkeys([path, original, *(tongue.path for tongue in several)]))
    own = _own_path(page, several, found) if len(several) > 1 else path
    by_path = {node.path: node for node in found}
    module = by_path[own] if own == original else _in_words_of(by_path[original], by_path[own])
    keys = [by_path[original[:-STEP]].key] if original[:-STEP] in by_path else []
    return ModuleNodes(keys, module, [node for node in _merged(found, original, own) if node.path != original])


def _own_path(page: Any, several: list[Tongue], found: list[Node]) -> str:
    """The module in the reader's language where the page is not translated into it; else in the page's own."""
    language = get_language() or ""
    is_translated = any(node.key == page.translation_key and node.language == language for node in found)
    live = {tongue.language: tongue.path for tongue in several if tongue.live}
    own: str = page.path[:-STEP]
    return own if is_translated else live.get(language, own)


# --- Joining --------------------------------------------------------------------------------------


def _merged(found: list[Node], original: str, own: str) -> list[Node]:
    """The nodes below the original's path, each in the words of what stands below the own path, where that is there."""
    base = [node for node in found if node.path.startswith(original)]
    if own == original:
        return base
    by_key = {node.key: node for node in base}
    places = {own: original}  # of what is translated, and of what stands in the translation alone
    said: dict[UUID, Node] = {}
    for node in found:
        above = places.get(node.path[:-STEP])
        if above is None or not node.path.startswith(own):
            continue
        first = by_key.get(node.key)
        said[node.key] = _in_words_of(first, node) if first else _alone(node, above)
        places[node.path] = said[node.key].path
    rest = [node for key, node in said.items() if key not in by_key]
    return sorted([*(said.get(node.key, node) for node in base), *rest], key=lambda node: node.path)


def _in_words_of(original: Node, node: Node) -> Node:
    """What is needed and where it stands is the original's to say."""
    return node._replace(
        path=original.path,
        number=original.number,
        minimum_level=original.minimum_level,
        is_required=original.is_required,
        opens=original.opens,
    )


def _alone(node: Node, above: str) -> Node:
    """What the original lacks stands at the end, and nobody needs it: else a course would ask more in one language."""
    is_required = None if node.is_required is None else False
    return node._replace(path=above + LAST + node.path[-STEP + 1 :], is_required=is_required)


def course_of(page: Any) -> CoursePage:
    """The course that a module or activity belongs to. Raises CoursePage.DoesNotExist when it stands outside one."""
    found = _course_among(tuple(page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)))
    if not found:
        raise CoursePage.DoesNotExist
    return found[0]


_course_among: Prepared[CoursePage] = Prepared(
    lambda paths: CoursePage.objects.select_related("locale").filter(path__in=paths).order_by()
)


def course_around(page: Any) -> CoursePage:
    """The course of a page, as its reader goes on in it: in the language of the page, or in the reader's own where the page
    is the original of something that is not translated yet. Raises as ``course_of``.
    """
    course, language = course_of(page), get_language() or ""
    if course.locale.language_code == language or language not in site_roots():
        return course
    if any(tongue.language == language for tongue in tongues((page.translation_key,))):
        return course
    return next(iter(_live_course(course.translation_key, language)), course)


_live_course: Prepared[CoursePage] = Prepared(
    lambda key, language: (
        CoursePage.objects.live()
        .select_related("locale", "achievement")
        .filter(translation_key=key, locale__language_code=language)
        .order_by()
    )
)
