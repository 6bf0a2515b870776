"""The rules library as a reader sees it: by instrument or by topic, in a fixed number of queries.

A rule, an instrument or a topic that is not translated stands there in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Value
from wagtail.models import Page, ReferenceIndex

from base.prepared import Prepared
from law.models import FALLBACK, Instrument, Rule, Topic
from law.search import is_match


@dataclass(frozen=True)
class RuleGroup:
    """Rules under one heading. ``kind``: instrument or topic; ``language``: the heading's own."""

    kind: str
    key: str
    title: str
    note: str
    language: str
    rules: list[Rule]


@dataclass(frozen=True)
class Library:
    """``chosen``: the instrument or topic that the reader opened. ``total``: how many rules were found, each counted once."""

    groups: list[RuleGroup]
    by: str
    words: str
    chosen: Instrument | Topic | None
    total: int

    @property
    def is_index(self) -> bool:
        """Headings alone: nothing was searched or opened."""
        return not (self.words or self.chosen)

    @property
    def chosen_kind(self) -> Literal["instrument", "topic", ""]:
        if self.chosen is None:
            return ""
        return "topic" if isinstance(self.chosen, Topic) else "instrument"


def rules_library(*, language: str, by: str, words: str = "", instrument_key: str = "", topic_key: str = "") -> Library:
    """Four queries, however many rules there are."""
    instruments = list(Instrument.objects.spoken_in(language).select_related("locale"))
    topics = list(Topic.objects.spoken_in(language).select_related("locale"))
    rules = list(Rule.objects.spoken_in(language).select_related("instrument__locale", "locale").prefetch_related("topics"))
    chosen: Instrument | Topic | None = next((i for i in instruments if i.key == instrument_key), None)
    if chosen is not None:
        rules = [rule for rule in rules if rule.instrument.key == chosen.key]
    elif chosen := next((t for t in topics if t.key == topic_key), None):
        rules = [rule for rule in rules if topic_key in {topic.key for topic in rule.topics.all()}]
    found = [rule for rule in rules if is_match(words, rule.citation, f"{rule.title} {rule.gist}")]
    groups = by_topic(found, topics) if by == "topic" and chosen is None else by_instrument(found, instruments)
    return Library(groups, by, words, chosen, len(found))


def by_instrument(rules: Iterable[Rule], instruments: Iterable[Instrument]) -> list[RuleGroup]:
    """In the order of the library."""
    return _grouped(rules, lambda rule: [rule.instrument], instruments)


def by_topic(rules: Iterable[Rule], topics: Iterable[Topic], *, once: bool = False) -> list[RuleGroup]:
    """In the order of the alphabet; a rule without a topic stands under its instrument. ``once``: only under its first topic."""

    def owners(rule: Rule) -> list[Any]:
        return list(rule.topics.all())[: 1 if once else None] or [rule.instrument]

    return sorted(_grouped(rules, owners, topics), key=lambda group: group.title)


def _grouped(rules: Iterable[Rule], owners: Callable[[Rule], list[Any]], headings: Iterable[Any]) -> list[RuleGroup]:
    """Rules by owner; a heading is worded as its translation among ``headings`` is."""
    spoken = {heading.translation_key: heading for heading in headings}
    groups: dict[Any, RuleGroup] = {}
    for rule in rules:
        for owner in owners(rule):
            if owner.translation_key not in groups:
                groups[owner.translation_key] = _heading(spoken.get(owner.translation_key, owner))
            groups[owner.translation_key].rules.append(rule)
    return list(groups.values())


def _heading(owner: Instrument | Topic) -> RuleGroup:
    language = owner.locale.language_code
    if isinstance(owner, Topic):
        return RuleGroup("topic", owner.key, owner.name, "", language, [])
    return RuleGroup("instrument", owner.key, owner.short_title, owner.title, language, [])


# --- One rule ------------------------------------------------------------------------------------


def rule_at(slug: str, language: str) -> Rule | None:
    """The rule at an address, in the reader's language where it is translated; an address of any language leads there."""
    preference = {language: 0, FALLBACK: 1}
    named = Rule.objects.filter(slug=slug).select_related("instrument", "locale")
    found = min(named, key=lambda rule: preference.get(rule.locale.language_code, 2), default=None)
    if found is None or found.locale.language_code == language:
        return found
    kin = Rule.objects.spoken_in(language).filter(translation_key=found.translation_key)
    return kin.select_related("instrument", "locale").first() or found


def taught_in(rule: Rule, language: str) -> list[Page]:
    """Live public pages that cite the rule in any language, each once, in the reader's language where it exists.

    Law knows no course: pages are found by what Wagtail's reference index and the models themselves say.
    """
    kin = Rule.objects.filter(translation_key=rule.translation_key).values_list("pk", flat=True)
    ids = _citing(list(kin)) | _listing(list(kin))
    pages: dict[Any, Page] = {}
    for page in Page.objects.live().public().filter(pk__in=ids).select_related("locale").order_by("path"):
        if page.translation_key not in pages or page.locale.language_code == language:
            pages[page.translation_key] = page
    return list(pages.values())


def _citing(rules: list[int]) -> set[int]:
    """Pages that cite a rule in a text."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Rule),
        to_object_id__in=[str(pk) for pk in rules],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def _listing(rules: list[int]) -> set[int]:
    """Pages that list a rule in a many-to-many field, which the reference index does not follow."""
    fields = [link.field for link in Rule._meta.related_objects if link.many_to_many and issubclass(link.related_model, Page)]
    found = (field.model._default_manager.filter(**{f"{field.name}__in": rules}).values_list("pk", flat=True) for field in fields)
    return {pk for ids in found for pk in ids}


# --- Whether anything changed --------------------------------------------------------------------


def law_stamp() -> str:
    """Changes whenever a rule is changed, added or taken away: what texts that show rules are kept under. One query."""
    ((changed_at, count),) = _state_of_the_law()
    return f"{changed_at:%Y%m%dT%H%M%S.%f}:{count}" if changed_at else "none"


_state_of_the_law: Prepared[Any] = Prepared(
    lambda: (
        Rule.objects.order_by()
        .values(whole=Value(1))
        .annotate(changed_at=Max("updated_at"), count=Count("pk"))
        .values_list("changed_at", "count")
    )
)
