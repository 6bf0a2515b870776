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
class Heading:
    """An instrument or a topic. ``kind``: instrument or topic; ``language``: the heading's own."""

    kind: str
    key: str
    title: str
    note: str
    language: str


@dataclass(frozen=True)
class RuleGroup(Heading):
    """Rules under one heading."""

    rules: list[Rule]


@dataclass(frozen=True)
class IndexLine(Heading):
    """A heading alone. ``total``: how many rules it opens."""

    total: int


@dataclass(frozen=True)
class Library:
    """``index`` where nothing was searched or opened, else ``groups``.

    ``chosen``: the instrument or topic that the reader opened. ``total``: how many rules the groups hold, each counted once.
    """

    by: str
    words: str
    chosen: Instrument | Topic | None
    index: list[IndexLine]
    groups: list[RuleGroup]
    total: int = 0

    @property
    def is_index(self) -> bool:
        return not (self.words or self.chosen)

    @property
    def is_empty(self) -> bool:
        return not (self.index or self.groups)

    @property
    def chosen_kind(self) -> Literal["instrument", "topic", ""]:
        if self.chosen is None:
            return ""
        return "topic" if isinstance(self.chosen, Topic) else "instrument"


def rules_library(*, language: str, by: str, words: str = "", instrument_key: str = "", topic_key: str = "") -> Library:
    """At most five queries, however many rules there are; whole rules are read only where they are shown."""
    instruments = list(Instrument.objects.spoken_in(language).select_related("locale"))
    topics = list(Topic.objects.spoken_in(language).select_related("locale"))
    rules = Rule.objects.spoken_in(language).in_use()
    chosen: Instrument | Topic | None = next((i for i in instruments if i.key == instrument_key), None)
    if chosen is not None:
        rules = rules.filter(instrument__key=instrument_key)
    elif chosen := next((t for t in topics if t.key == topic_key), None):
        rules = rules.filter(pk__in=Rule.objects.filter(topics__key=topic_key).values("pk"))
    if not (words or chosen):
        lines = index_by_topic(rules, topics, instruments) if by == "topic" else index_by_instrument(rules, instruments)
        return Library(by, words, chosen, lines, [])
    found = list(_matching(rules, words).select_related("instrument__locale", "locale").prefetch_related("topics"))
    groups = by_topic(found, topics) if by == "topic" and chosen is None else by_instrument(found, instruments)
    return Library(by, words, chosen, [], groups, len(found))


def _matching(rules: Any, words: str) -> Any:
    if not words:
        return rules
    texts = rules.values_list("pk", "citation", "title", "gist")
    return rules.filter(pk__in=[pk for pk, citation, title, gist in texts if is_match(words, citation, f"{title} {gist}")])


# --- The headings alone: counted by the database --------------------------------------------------


def index_by_instrument(rules: Any, instruments: Iterable[Instrument]) -> list[IndexLine]:
    """In the order of the library."""
    totals = _totals(rules, "instrument")
    return [_line(owner, totals[owner.translation_key]) for owner in _with_unspoken(Instrument, instruments, totals)]


def index_by_topic(rules: Any, topics: Iterable[Topic], instruments: Iterable[Instrument]) -> list[IndexLine]:
    """In the order of the alphabet; rules without a topic are counted under their instrument."""
    lines = index_by_instrument(rules.filter(topics__isnull=True), instruments)
    totals = _totals(rules.filter(topics__isnull=False), "topics")
    lines += [_line(owner, totals[owner.translation_key]) for owner in _with_unspoken(Topic, topics, totals)]
    return sorted(lines, key=lambda line: line.title)


def _totals(rules: Any, owner: str) -> dict[Any, int]:
    """How many rules each owner has, by the owner's translation key."""
    key = f"{owner}__translation_key"
    return dict(rules.order_by().values_list(key).annotate(Count("pk")))


def _with_unspoken(kind: Any, spoken: Iterable[Any], totals: dict[Any, int]) -> list[Any]:
    """The owners that have rules; one that exists neither in the reader's language nor in English as it is. A query only then."""
    owners = {owner.translation_key: owner for owner in spoken if owner.translation_key in totals}
    if missing := totals.keys() - owners.keys():
        owners |= {o.translation_key: o for o in kind.objects.filter(translation_key__in=missing).select_related("locale")}
    return list(owners.values())


def _line(owner: Instrument | Topic, total: int) -> IndexLine:
    return IndexLine(*_heading(owner), total)


# --- The rules under their headings ---------------------------------------------------------------


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
                groups[owner.translation_key] = RuleGroup(*_heading(spoken.get(owner.translation_key, owner)), [])
            groups[owner.translation_key].rules.append(rule)
    return list(groups.values())


def _heading(owner: Instrument | Topic) -> tuple[str, str, str, str, str]:
    """The fields of a Heading."""
    language = owner.locale.language_code
    if isinstance(owner, Topic):
        return "topic", owner.key, owner.name, "", language
    return "instrument", owner.key, owner.short_title, owner.title, language


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
