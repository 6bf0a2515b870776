"""Where a topic is read again: the lessons that cite its rules most, and the rules that these lessons cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from base.prepared import Prepared, padded
from base.routing import page_path
from courses.models import ActivityPage, LessonPage
from law.models import Rule

LESSONS_A_TOPIC = 2
RULES_A_TOPIC = 3


@dataclass(frozen=True)
class Lesson:
    title: str
    url: str
    key: UUID  # the same in every language


@dataclass(frozen=True)
class CitedRule:
    citation: str
    title: str
    url: str


@dataclass(frozen=True)
class Study:
    """What to read again on one topic, the most to the point first."""

    lessons: list[Lesson] = field(default_factory=list)
    rules: list[CitedRule] = field(default_factory=list)


def lessons_on(topics: list[str], quiz: ActivityPage) -> dict[str, list[Lesson]]:
    """For each topic the lessons beside or below the quiz's parent that cite its rules most. Four queries."""
    return {topic: study.lessons for topic, study in study_on(topics, quiz).items()}


def study_on(topics: list[str], quiz: ActivityPage) -> dict[str, Study]:
    """Four queries, however many topics there are. Nothing comes from the items or their keys."""
    pairs = [(rule, topic) for rule, topic in _on_topics(padded(topics), quiz.locale_id) if topic in topics]
    if not pairs:
        return {topic: Study() for topic in topics}
    cited = _citations({rule for rule, _topic in pairs})
    section = quiz.path[: -quiz.steplen]
    lessons = LessonPage.objects.live().filter(path__startswith=section, pk__in={page for page, _rule in cited})
    rows = list(lessons.order_by("path").select_related("locale"))
    chosen: dict[str, tuple[list[LessonPage], list[int]]] = {}
    for topic in topics:
        own = {rule for rule, each in pairs if each == topic}
        best = _best_lessons(rows, own, cited)
        chosen[topic] = best, _most_cited({row.pk for row in best}, own, cited)
    named = _named(rule for _best, rules_of_it in chosen.values() for rule in rules_of_it)
    return {
        topic: Study(
            [Lesson(row.title, page_path(row.url_path, row.locale.language_code), row.translation_key) for row in best],
            [named[rule] for rule in rules_of_it],
        )
        for topic, (best, rules_of_it) in chosen.items()
    }


_on_topics: Prepared[tuple[int, str]] = Prepared(
    lambda topics, locale: Rule.objects.filter(topics__key__in=topics, locale=locale).order_by().values_list("pk", "topics__key")
)
Citations = Counter[tuple[int, int]]  # of (lesson, rule)


def _citations(rules: set[int]) -> Citations:
    """How often each page cites each of the rules."""
    types = ContentType.objects.get_for_models(Rule, Page)
    found = _references(types[Page].pk, types[Rule].pk, padded(str(rule) for rule in rules))
    return Counter((int(page), int(rule)) for page, rule in found)


_references: Prepared[tuple[str, str]] = Prepared(
    lambda page_type, rule_type, rules: ReferenceIndex.objects.filter(
        base_content_type=page_type, to_content_type=rule_type, to_object_id__in=rules
    ).values_list("object_id", "to_object_id")
)


def _best_lessons(rows: list[LessonPage], rules: set[int], cited: Citations) -> list[LessonPage]:
    """Those that cite at least half as much as the one that cites most."""
    weights = {row.pk: sum(n for (page, rule), n in cited.items() if page == row.pk and rule in rules) for row in rows}
    most = max(weights.values(), default=0)
    close = [row for row in rows if weights[row.pk] and 2 * weights[row.pk] >= most]
    return sorted(close, key=lambda row: -weights[row.pk])[:LESSONS_A_TOPIC]


def _most_cited(lessons: set[int], rules: set[int], cited: Citations) -> list[int]:
    counts = Counter[int]()
    for (page, rule), times in cited.items():
        if page in lessons and rule in rules:
            counts[rule] += times
    return sorted(counts, key=lambda rule: (-counts[rule], rule))[:RULES_A_TOPIC]


def _named(rules: Iterable[int]) -> dict[int, CitedRule]:
    rows = Rule.objects.filter(pk__in=set(rules)).only("citation", "title", "slug").order_by()
    return {row.pk: CitedRule(row.citation, row.title, row.get_absolute_url()) for row in rows}
