"""The rules library as a reader sees it: by instrument or by topic, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from wagtail.models import Page, ReferenceIndex

from law.models import Instrument, Rule, Topic

NO_LANGUAGE = "en"  # rules without a translation are shown in English


@dataclass(frozen=True)
class RuleGroup:
    """Rules under one heading: an instrument or a topic."""

    key: str
    title: str
    note: str
    url: str
    rules: list[Rule]


@dataclass(frozen=True)
class Library:
    groups: list[RuleGroup]
    by: str
    words: str
    topic: Topic | None
    topics: list[Topic]
    total: int


def library_language(language: str) -> str:
    """The language in which the library speaks: the reader's where rules exist in it."""
    return language if Rule.objects.in_language(language).exists() else NO_LANGUAGE


def rules_library(*, language: str, by: str, words: str, topic_key: str) -> Library:
    """Five queries, however many rules there are."""
    spoken = library_language(language)
    rules = Rule.objects.in_language(spoken).select_related("instrument").matching(words)
    topics = list(Topic.objects.filter(locale__language_code=spoken, rules__isnull=False).distinct())
    topic = next((t for t in topics if t.key == topic_key), None)
    if topic is not None:
        rules = rules.filter(topics=topic)
    found = list(rules.prefetch_related(Prefetch("topics", Topic.objects.only("key", "name"))))
    groups = _by_topic(found) if by == "topic" else _by_instrument(found)
    return Library(groups, by, words, topic, topics, len(found))


def _by_instrument(rules: list[Rule]) -> list[RuleGroup]:
    def group_of(rule: Rule) -> list[Instrument]:
        return [rule.instrument]

    return _grouped(rules, group_of, lambda i: RuleGroup(i.key, i.short_title, i.title, i.url, []))


def _by_topic(rules: list[Rule]) -> list[RuleGroup]:
    groups = _grouped(rules, lambda rule: list(rule.topics.all()), lambda t: RuleGroup(t.key, t.name, "", "", []))
    return sorted(groups, key=lambda group: group.title)


def _grouped(rules: list[Rule], keys: Callable[[Rule], list[Any]], make: Callable[[Any], RuleGroup]) -> list[RuleGroup]:
    groups: dict[int, RuleGroup] = {}
    for rule in rules:
        for owner in keys(rule):
            groups.setdefault(owner.pk, make(owner)).rules.append(rule)
    return list(groups.values())


def taught_in(rule: Rule) -> list[Page]:
    """Live public pages that cite the rule, found in Wagtail's reference index; law knows no course."""
    references = ReferenceIndex.get_references_to(rule).filter(base_content_type__app_label="wagtailcore")
    ids = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return list(Page.objects.live().public().filter(pk__in=ids).select_related("locale").order_by("path"))


def pocket_card(language: str) -> list[RuleGroup]:
    """The rules that belong on the card, by topic; a rule stands once, under its first topic."""
    rules = Rule.objects.in_language(library_language(language)).filter(on_card=True).prefetch_related("topics")
    return sorted(
        _grouped(list(rules), lambda r: list(r.topics.all())[:1], lambda t: RuleGroup(t.key, t.name, "", "", [])),
        key=lambda group: group.title,
    )
