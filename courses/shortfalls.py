"""In which topics people fell short, over all that a group of learners finished."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import Shortfall
from law.models import FALLBACK, Topic


class ShortTopic(NamedTuple):
    """A topic with the people who fell short in it at least once."""

    name: str
    people: int


def topics_fallen_short(
    learners: QuerySet[Any], achievement_key: str, *, before: datetime, language: str, least: int, most: int
) -> list[ShortTopic]:
    """The topics in which most of the learners fell short, each over at least so many people. One query."""

    def name_in(code: str) -> Subquery:
        same = Topic.objects.filter(translation_key=OuterRef("topic__translation_key"), locale__language_code=code)
        return Subquery(same.values("name")[:1])

    rows = (
        Shortfall.objects.filter(
            completion__completed_at__lt=before,
            completion__enrolment__course__achievement__key=achievement_key,
            completion__enrolment__learner__in=learners,
        )
        .values("topic__translation_key")
        .annotate(people=Count("completion__enrolment__learner", distinct=True))
        .filter(people__gte=least)
        .annotate(name=Coalesce(name_in(language), name_in(FALLBACK)))
    )
    ordered = rows.order_by("-people", "topic__translation_key")[:most]
    return [ShortTopic(row["name"] or "", row["people"]) for row in ordered]
