"""Writes the built-in course into the database: idempotent, all or nothing, and never over a trainer's later edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from base.models import HomePage
from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from curriculum.fingerprints import canonical_sha256, stored_sha256
from curriculum.lessons import LessonSource, Part
from curriculum.models import LoadedText
from curriculum.reading import Activity, Content, ModuleSource, RuleSource
from curriculum.schema import LEVELS, BankForm, ItemForm, QuizForm, ScenarioForm
from curriculum.stories import scenario_fields
from curriculum.writing import lines, many_names, placed, publish, slug_of, stream
from law.models import Instrument, Rule, Topic
from quizzes.models import BlueprintRow, Item, ItemBank, QuizPage
from scenarios.models import ScenarioPage

LANGUAGE = "en"
KINDS: dict[type, Any] = {LessonSource: LessonPage, ScenarioForm: ScenarioPage, QuizForm: QuizPage}


@dataclass
class Outcome:
    """What a loading did, by key."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # edited here since; left alone


@transaction.atomic
def load_content(*, content: Content, at: datetime) -> Outcome:
    """Loads everything that was read; repeating it changes nothing."""
    loader = Loader(at)
    loader.load_law(content)
    course = loader.load_course(content)
    for module in content.modules:
        loader.load_module(course, module)
    return loader.outcome


class Loader:
    """One loading. ``rules`` and ``topics`` resolve citations and topic keys to rows."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.locale = Locale.objects.get(language_code=LANGUAGE)
        self.outcome = Outcome()
        self.loaded = {row.key: row for row in LoadedText.objects.all()}
        self.rules: dict[str, Rule] = {}
        self.topics: dict[str, Topic] = {}

    # --- One text ----------------------------------------------------------------------------

    def put(self, key: str, found: Any | None, fields: dict[str, Any], make: Callable[[], Any], source: Any = None) -> Any:
        """Creates, updates or leaves one object. ``fields``: attribute → value; ``make``: a new unsaved or placed object."""
        source_sha = canonical_sha256(fields if source is None else source)
        row = self.loaded.get(key)
        if found is not None and row is not None:
            if stored_sha256(found, fields) != row.stored_sha256:
                self.outcome.kept.append(key)
                return found
            if row.source_sha256 == source_sha:
                self.outcome.unchanged.append(key)
                return found
        elif found is not None:
            self.outcome.kept.append(key)  # stood here before the loader: somebody's own
            return found
        stored = self._write(found or make(), fields)
        (self.outcome.updated if found is not None else self.outcome.created).append(key)
        self._remember(key, source_sha, stored_sha256(stored, fields))
        return stored

    def _write(self, target: Any, fields: dict[str, Any]) -> Any:
        for name, value in fields.items():
            if name not in many_names(target):
                setattr(target, name, stream(target, name, value))
        if not hasattr(target, "save_revision") or isinstance(target, Item):
            target.save()
            for name in many_names(target) & fields.keys():
                getattr(target, name).set(fields[name])
            target.save()
        else:
            publish(target, fields)
        return type(target).objects.get(pk=target.pk)

    def _remember(self, key: str, source_sha: str, stored_sha: str) -> None:
        self.loaded[key], _ = LoadedText.objects.update_or_create(
            key=key, defaults={"source_sha256": source_sha, "stored_sha256": stored_sha, "loaded_at": self.at}
        )

    # --- Law ---------------------------------------------------------------------------------

    def load_law(self, content: Content) -> None:
        topics = {t.key: t for t in Topic.objects.filter(locale=self.locale)}
        for topic in content.topics:
            make = partial(Topic, key=topic.key, locale=self.locale)
            self.topics[topic.key] = self.put(f"topic:{topic.key}", topics.get(topic.key), {"name": topic.name}, make)
        instruments = {i.key: i for i in Instrument.objects.filter(locale=self.locale)}
        rules = {r.citation: r for r in Rule.objects.filter(locale=self.locale).prefetch_related("topics")}
        for order, form in enumerate(content.instruments):
            fields = form.model_dump(exclude={"key", "short"}) | {"short_title": form.short, "order": order}
            instruments[form.key] = self.put(
                f"instrument:{form.key}",
                instruments.get(form.key),
                fields,
                partial(Instrument, key=form.key, locale=self.locale),
            )
        for source in content.rules.values():
            self.rules[source.citation] = self._load_rule(source, instruments[source.instrument.key], rules.get(source.citation))

    def _load_rule(self, source: RuleSource, instrument: Instrument, found: Rule | None) -> Rule:
        form = source.form
        fields = {
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
        citation = source.citation
        return self.put(
            f"rule:{citation}",
            found,
            fields,
            lambda: Rule(citation=citation, slug=slugify(citation.replace("(", "-")), locale=self.locale),
        )

    # --- Pages -------------------------------------------------------------------------------

    def load_course(self, content: Content) -> CoursePage:
        form = content.course
        achievement = self.put(
            f"achievement:{form.achievement.key}",
            Achievement.objects.filter(key=form.achievement.key, locale=self.locale).first(),
            form.achievement.model_dump(exclude={"key"}),
            lambda: Achievement(key=form.achievement.key, locale=self.locale),
        )
        home = HomePage.objects.get(locale=self.locale)
        found = CoursePage.objects.child_of(home).filter(slug=form.key).first()
        fields = {"title": form.title, "summary": form.summary, "achievement": achievement}
        return self.put(f"course:{form.key}", found, fields, lambda: placed(home, CoursePage(title=form.title, slug=form.key)))

    def load_module(self, course: CoursePage, source: ModuleSource) -> None:
        form = source.form
        slug = slug_of(source.key)
        fields = {
            "title": form.title,
            "number": form.number,
            "summary": form.summary,
            "objectives": lines("objective", form.objectives),
        }
        found = ModulePage.objects.child_of(course).filter(slug=slug).first()
        module = self.put(
            f"module:{source.key}",
            found,
            fields,
            lambda: placed(course, ModulePage(title=form.title, slug=slug, number=form.number)),
        )
        bank = self._load_bank(source.key, source.bank) if source.bank else None
        for path, activity in source.activities.items():
            self._load_activity(module, f"{source.key}/{path}", activity, bank)

    def _load_activity(self, module: ModulePage, path: str, activity: Activity, bank: ItemBank | None) -> None:
        kind = KINDS[type(activity)]
        slug = slug_of(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        fields = self._fields(activity, bank)
        found = kind.objects.child_of(module).filter(slug=slug).first()
        self.put(f"page:{path}", found, fields, lambda: placed(module, kind(title=fields["title"], slug=slug)))

    def _fields(self, activity: Activity, bank: ItemBank | None) -> dict[str, Any]:
        form = activity.form if isinstance(activity, LessonSource) else activity
        shared = {"title": form.title, "summary": form.summary, "minimum_level": LEVELS[form.level], "minutes": form.minutes}
        if isinstance(activity, LessonSource):
            return shared | self._lesson_fields(activity)
        if isinstance(activity, ScenarioForm):
            return shared | scenario_fields(activity, self._rule_ids)
        return shared | self._quiz_fields(activity, bank)

    def _lesson_fields(self, lesson: LessonSource) -> dict[str, Any]:
        form = lesson.form
        return {
            "objectives": lines("objective", form.objectives),
            "misconceptions": lines("misconception", form.misconceptions),
            "review_notes": lines("note", form.review),
            "further_rules": [self.rules[citation] for citation in form.cites],
            "body": [self._with_rule_ids(part) for part in lesson.parts],
        }

    def _quiz_fields(self, quiz: QuizForm, bank: ItemBank | None) -> dict[str, Any]:
        return {
            "policy": quiz.policy,
            "pass_mark": quiz.pass_mark,
            "attempts_allowed": quiz.attempts,
            "wait_hours": quiz.wait_hours,
            "time_limit": quiz.time_limit,
            "opens": quiz.opens,
            "blueprint": [
                BlueprintRow(bank=bank, topic=self.topics[d.topic] if d.topic else None, count=d.count, sort_order=n)
                for n, d in enumerate(quiz.draw)
            ],
        }

    def _rule_ids(self, citations: list[str]) -> list[int]:
        return [self.rules[citation].pk for citation in citations]

    def _with_rule_ids(self, part: Part) -> Part:
        """A lesson's part with its citations as what a rule chooser stores."""
        value = dict(part["value"])
        if "rules" in value:
            value["rules"] = self._rule_ids(value["rules"])
        if part["type"] == "level":
            value["parts"] = [self._with_rule_ids(inner) for inner in value["parts"]]
        return {"type": part["type"], "value": value}

    # --- Items -------------------------------------------------------------------------------

    def _load_bank(self, key: str, form: BankForm) -> ItemBank:
        found = ItemBank.objects.filter(key=key).first()
        bank = self.put(f"bank:{key}", found, {"name": form.title}, lambda: ItemBank.add_root(key=key, name=form.title))
        items = {i.key: i for i in Item.objects.filter(bank=bank, locale=self.locale).prefetch_related("rules")}
        for item in form.items:
            self.put(
                f"item:{key}/{item.key}",
                items.get(item.key),
                self._item_fields(item, bank),
                partial(self._new_item, item, bank),
            )
        return bank

    def _new_item(self, form: ItemForm, bank: ItemBank) -> Item:
        return Item(key=form.key, bank=bank, locale=self.locale, live=True, first_published_at=self.at, last_published_at=self.at)

    def _item_fields(self, form: ItemForm, bank: ItemBank) -> dict[str, Any]:
        options = [
            {
                "type": "option",
                "value": {"key": chr(97 + n), "text": o.text, "is_right": o.right is not None, "rationale": o.because},
            }
            for n, o in enumerate(form.options)
        ]
        return {
            "kind": form.kind,
            "stem": form.stem,
            "options": options,
            "topic": self.topics[form.topic],
            "level": LEVELS[form.level],
            "is_critical": form.critical,
            "difficulty": form.difficulty,
            "misconception": form.misconception,
            "status": Item.Status.READY,
            "rules": [self.rules[citation] for citation in form.cites],
        }
