"""What the lessons answer to, as a table. Apart from the loader, of which the server needs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from curriculum.models import MappedLesson


def mapped_lessons() -> QuerySet[MappedLesson]:
    """Every row with its lesson, in the order of the course."""
    return MappedLesson.objects.select_related("standard", "lesson__locale").order_by("order")


def headings(edition: str) -> list[str]:
    """``edition``: of the training standard, the heading of the column with its lessons."""
    return [_("Lesson"), _("Title"), edition, _("Topics of the training standard"), _("Also in")]


def cells(rows: Iterable[MappedLesson]) -> Iterator[list[str]]:
    """As ``headings`` has them."""
    for row in rows:
        yield [row.number, row.lesson.title, row.answers_to, row.topics, row.also]
