"""What stands in a stretch of the page tree, as plain values: one query, no page objects."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

STEP = Page.steplen
DEEPEST = "Z" * 4 * STEP  # steps are 0–9 and A–Z: the end of a subtree in every collation


class Node(NamedTuple):
    """A page of a course. A module has a number, an activity has minutes; a course has neither."""

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
)


def below(path: str) -> Q:
    """The condition that a page stands below the path, as a range that an index serves."""
    return Q(path__gt=path, path__lte=path + DEEPEST)


def nodes(condition: Q) -> list[Node]:
    """The pages that meet the condition, in the order of the tree."""
    return [Node._make(row) for row in Page.objects.filter(condition).order_by("path").values_list(*COLUMNS)]
