"""What stands in a stretch of the page tree, as plain values: one query, no page objects."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from base.prepared import Prepared

STEP = Page.steplen
DEEPEST = "Z" * 4 * STEP  # steps are 0–9 and A–Z: the end of a subtree in every collation


class Node(NamedTuple):
    """A page of a course. A module has a number, an activity has minutes; a course has neither.

    ``path``: where it stands in its course, which for a translation is where the original stands.
    """

    pk: int
    path: str
    key: UUID
    title: str
    url_path: str
    content_type: int
    number: int | None
    module_summary: str | None
    summary: str | None
    minutes: int | None
    minimum_level: int | None
    is_required: bool | None
    opens: str | None
    language: str

    @property
    def is_module(self) -> bool:
        return self.number is not None

    @property
    def is_activity(self) -> bool:
        return self.minutes is not None


COLUMNS = (
    "pk",
    "path",
    "translation_key",
    "title",
    "url_path",
    "content_type",
    "modulepage__number",
    "modulepage__summary",
    "activitypage__summary",
    "activitypage__minutes",
    "activitypage__minimum_level",
    "activitypage__is_required",
    "activitypage__opens",
    "locale__language_code",
)


def nodes_below(*paths: str) -> list[Node]:
    """The live pages below the paths, in the order of the tree."""
    return _live_below(paths, tuple(path + DEEPEST for path in paths))


def nodes_of_modules(*paths: str) -> list[Node]:
    """The modules at the paths, their courses, and the live pages of the modules, in the order of the tree."""
    heads = (*(path[:-STEP] for path in paths), *paths)
    return _in_modules(heads, paths, tuple(path + DEEPEST for path in paths))


def below(path: str) -> Q:
    """The condition that a page stands below the path, as a range that an index serves."""
    return _below(path, path + DEEPEST)


def nodes(condition: Q) -> list[Node]:
    """The pages that meet any condition, in the order of the tree."""
    return [Node._make(row) for row in _columns(condition)]


def _below(path: str, end: str) -> Q:
    return Q(path__gt=path, path__lte=end)


def _columns(condition: Q) -> Any:
    return Page.objects.filter(condition).order_by("path").values_list(*COLUMNS)


_live_below: Prepared[Node] = Prepared(
    lambda paths, ends: _columns(Q(live=True) & reduce(or_, map(_below, paths, ends))), make=Node._make
)
_in_modules: Prepared[Node] = Prepared(
    lambda heads, paths, ends: _columns(Q(path__in=heads) | Q(live=True) & reduce(or_, map(_below, paths, ends))), make=Node._make
)
