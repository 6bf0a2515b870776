"""Writes the law and the glossary, to which everything else refers, and knows how a row of this loading is written."""

from __future__ import annotations

from functools import partial
from typing import Any

from wagtail.models import Locale

from curriculum.keeping import Keeper, Shelf
from curriculum.law_reading import RuleSource
from curriculum.schema import InstrumentForm
from curriculum.whole import Content
from curriculum.writing import rule_slug
from law.models import GlossaryTerm, Instrument, Rule, Topic

LANGUAGE = "en"


class LawLoader:
    """One loading of one language. ``rules`` and ``topics`` resolve citations and topic keys to rows.

    ``rows``: whatever was put, by its key; ``mark``: what stands before the key in the keeper's memory.
    """

    mark = ""

    def __init__(self, keeper: Keeper, language: str = LANGUAGE) -> None:
        self.at = keeper.at
        self.locale = Locale.objects.get(language_code=language)
        self.keeper = keeper
        self.rows: dict[str, Any] = {}
        self.rules: dict[str, Rule] = {}
        self.topics: dict[str, Topic] = {}
        self.instruments: dict[str, Instrument] = {}

    def put(self, key: str, found: Any, fields: dict[str, Any], make: Any, *, needed: bool = False) -> Any:
        """One row through the keeper; None where it was taken away here and nothing needs it."""
        self.rows[key] = self.keeper.put(self.mark + key, found, fields, make, needed=needed)
        return self.rows[key]

    def needed(self, key: str, shelf: Shelf, name: str, fields: dict[str, Any], make: Any) -> Any:
        """A row that others refer to: it is made again when somebody took it away."""
        return self.put(key, self.find(key, shelf, name), fields, make, needed=True)

    def find(self, key: str, shelf: Shelf, name: Any) -> Any:
        return shelf.find(self.keeper.known.get(self.mark + key), name)

    def kin(self, key: str) -> dict[str, Any]:
        """What makes a new row one of this language."""
        return {"locale": self.locale}

    def is_kin(self, row: Rule, key: str) -> bool:
        """Whether a row of an earlier name may be what now stands under this key."""
        return True

    def is_created(self, key: str) -> bool:
        return self.mark + key in self.keeper.outcome.created

    # --- Law ---------------------------------------------------------------------------------

    def load_law(self, content: Content) -> None:
        topics = Shelf(Topic.objects.filter(locale=self.locale), lambda topic: topic.key)
        for topic in content.topics:
            name = f"topic:{topic.key}"
            make: Any = partial(Topic, key=topic.key, **self.kin(name))
            self.topics[topic.key] = self.needed(name, topics, topic.key, {"name": topic.name}, make)
        shelf = Shelf(Instrument.objects.filter(locale=self.locale), lambda instrument: instrument.key)
        for form in content.instruments:
            name = f"instrument:{form.key}"
            fields = form.model_dump(exclude={"key", "short"}) | {
                "short_title": form.short,
                "order": self._order_of(form, content),
            }
            make = partial(Instrument, key=form.key, **self.kin(name))
            self.instruments[form.key] = self.needed(name, shelf, form.key, fields, make)
        rules = Shelf(Rule.objects.filter(locale=self.locale).prefetch_related("topics"), lambda rule: rule.citation)
        addressed = {rule.slug: rule for rule in rules.rows}
        for citation, source in content.rules.items():
            self._rename(source, rules)
            name = f"rule:{citation}"
            fields = self._rule_fields(source, self.instruments[source.instrument.key])
            make = partial(Rule, citation=citation, slug=rule_slug(citation), **self.kin(name))
            found = self.find(name, rules, citation) or addressed.get(rule_slug(citation))
            self.rules[citation] = self.put(name, found, fields, make, needed=True)
            self._supersede(source, self.rules[citation])
        self._note_dropped_rules(content)
        self._load_glossary(content)

    def _rename(self, source: RuleSource, rules: Shelf) -> None:
        """The row of an earlier citation takes the new one, and keeps its address and all that refers to it."""
        new = f"{self.mark}rule:{source.citation}"
        for old in source.form.formerly:
            key = f"{self.mark}rule:{old}"
            row = self.find(f"rule:{old}", rules, old)
            if row is None or key not in self.keeper.known or new in self.keeper.known or source.citation in rules.by_name:
                continue
            if not self.is_kin(row, f"rule:{source.citation}"):
                continue
            if row.citation == old:
                row.citation = source.citation
                row.save(update_fields=["citation", "updated_at"])
            self.keeper.rename(key, new)

    def _supersede(self, source: RuleSource, rule: Rule) -> None:
        """Where the new citation has a row of its own already, the old row stays and leads to it."""
        old = Rule.objects.filter(locale=self.locale, citation__in=source.form.formerly, superseded_by=None).exclude(pk=rule.pk)
        for row in old if source.form.formerly else ():
            row.superseded_by = rule
            row.save(update_fields=["superseded_by", "updated_at"])
            self.keeper.outcome.superseded.append(f"{self.mark}rule:{row.citation}")

    def _note_dropped_rules(self, content: Content) -> None:
        """Rules that stood in this course once; another course of the house may have rules of other instruments."""
        ours = Rule.objects.in_use().filter(instrument__key__in=[form.key for form in content.instruments])
        self.keeper.note_dropped(f"{self.mark}rule:", lambda pks: ours.filter(pk__in=pks).values_list("pk", flat=True))

    def _order_of(self, form: InstrumentForm, content: Content) -> int:
        return content.instruments.index(form)

    def _load_glossary(self, content: Content) -> None:
        terms = Shelf(GlossaryTerm.objects.filter(locale=self.locale).prefetch_related("rules"), lambda term: term.key)
        for form in content.terms:
            key = form.address
            name = f"term:{key}"
            fields = {"term": form.term, "says": form.says, "rules": [self.rules[citation] for citation in form.cites]}
            self.put(name, self.find(name, terms, key), fields, partial(GlossaryTerm, key=key, **self.kin(name)))

    def _rule_fields(self, source: RuleSource, instrument: Instrument) -> dict[str, Any]:
        form = source.form
        return {
            "instrument": instrument,
            "provision": form.provision,
            "title": form.title,
            "gist": form.gist,
            "applies": form.applies,
            "on_card": form.card,
            "url": form.url,
            "review_note": form.review,
            "order": source.order,
            "topics": [self.topics[key] for key in form.topics],
        }
