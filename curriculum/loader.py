"""Writes the built-in course into the database: idempotent, all or nothing, and never over a trainer's later edit."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from wagtail.models import Locale, Page

from base.models import HomePage
from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from curriculum.item_forms import BankForm, ItemForm, PartForm
from curriculum.keeping import Keeper, Outcome, Shelf
from curriculum.law_reading import RuleSource
from curriculum.lessons import LessonSource
from curriculum.mapping import load_mapping
from curriculum.media import image_of, sound_of
from curriculum.ordering import keep_order
from curriculum.reading import EXAMINATION, Activity, Content, ModuleSource
from curriculum.schema import DrawForm, QuizForm
from curriculum.stories import scenario_fields
from curriculum.story_forms import ScenarioForm
from curriculum.wording import LEVELS
from curriculum.writing import lines, part_key, placed, question_parts, rule_slug, slug_of, with_rule_ids
from law.models import GlossaryTerm, Instrument, Rule, Topic
from quizzes.models import BlueprintRow, Item, ItemBank, QuizPage
from scenarios.models import ScenarioPage

LANGUAGE = "en"
KINDS: dict[type, Any] = {LessonSource: LessonPage, ScenarioForm: ScenarioPage, QuizForm: QuizPage}


@transaction.atomic
def load_content(*, content: Content, at: datetime, restore: bool = False) -> Outcome:
    """Loads everything that was read; repeating it changes nothing. ``restore``: what was taken away here is made again."""
    loader = Loader(at, restore=restore)
    loader.load_law(content)
    loader.load_course(content)
    load_mapping(content.mapping)
    return loader.keeper.outcome


class Loader:
    """One loading. ``rules`` and ``topics`` resolve citations and topic keys to rows."""

    def __init__(self, at: datetime, *, restore: bool = False) -> None:
        self.at = at
        self.locale = Locale.objects.get(language_code=LANGUAGE)
        self.keeper = Keeper(at, restore=restore)
        self.rules: dict[str, Rule] = {}
        self.topics: dict[str, Topic] = {}
        self.banks: list[ItemBank] = []

    def needed(self, key: str, shelf: Shelf, name: str, fields: dict[str, Any], make: Any) -> Any:
        """A row that others refer to: it is made again when somebody took it away."""
        found = shelf.find(self.keeper.known.get(key), name)
        return self.keeper.put(key, found, fields, make, needed=True)

    # --- Law ---------------------------------------------------------------------------------

    def load_law(self, content: Content) -> None:
        topics = Shelf(Topic.objects.filter(locale=self.locale), lambda topic: topic.key)
        for topic in content.topics:
            make: Any = partial(Topic, key=topic.key, locale=self.locale)
            self.topics[topic.key] = self.needed(f"topic:{topic.key}", topics, topic.key, {"name": topic.name}, make)
        shelf = Shelf(Instrument.objects.filter(locale=self.locale), lambda instrument: instrument.key)
        instruments = {}
        for order, form in enumerate(content.instruments):
            fields = form.model_dump(exclude={"key", "short"}) | {"short_title": form.short, "order": order}
            make = partial(Instrument, key=form.key, locale=self.locale)
            instruments[form.key] = self.needed(f"instrument:{form.key}", shelf, form.key, fields, make)
        rules = Shelf(Rule.objects.filter(locale=self.locale).prefetch_related("topics"), lambda rule: rule.citation)
        addressed = {rule.slug: rule for rule in rules.rows}
        for citation, source in content.rules.items():
            fields = self._rule_fields(source, instruments[source.instrument.key])
            make = partial(Rule, citation=citation, slug=rule_slug(citation), locale=self.locale)
            name = f"rule:{citation}"
            found = rules.find(self.keeper.known.get(name), citation) or addressed.get(rule_slug(citation))
            rule: Any = self.keeper.put(name, found, fields, make, needed=True)
            self.rules[citation] = rule

        self._load_glossary(content)

    def _load_glossary(self, content: Content) -> None:
        terms = Shelf(GlossaryTerm.objects.filter(locale=self.locale).prefetch_related("rules"), lambda term: term.key)
        for form in content.terms:
            key = slugify(form.term)
            fields = {"term": form.term, "says": form.says, "rules": [self.rules[citation] for citation in form.cites]}
            found = terms.find(self.keeper.known.get(f"term:{key}"), key)
            self.keeper.put(f"term:{key}", found, fields, partial(GlossaryTerm, key=key, locale=self.locale))

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

    # --- Pages -------------------------------------------------------------------------------

    def load_course(self, content: Content) -> None:
        form = content.course
        key = form.achievement.key
        achievements = Shelf(Achievement.objects.filter(locale=self.locale), lambda achievement: achievement.key)
        make = partial(Achievement, key=key, locale=self.locale)
        fields = form.achievement.model_dump(exclude={"key"})
        achievement = self.needed(f"achievement:{key}", achievements, key, fields, make)
        home = HomePage.objects.filter(locale=self.locale).earliest("path")
        fields = {"title": form.title, "summary": form.summary, "achievement": achievement}
        fields |= {"required_families": form.families} if form.families else {}  # without, what is set here stays
        course = self._put_page(f"course:{form.key}", CoursePage, home, form.key, fields)
        with_pages = [(f"module:{source.key}", source) for source in content.modules]
        pages = {key: self._load_module(course, key, source) for key, source in with_pages}
        if content.examination is not None:
            pages |= self._load_examination(course, form.key, content)
        self._keep_order(form.key, course, pages)

    def _load_examination(self, course: Page | None, key: str, content: Content) -> dict[str, Page | None]:
        """The quiz at the end of the course, below the course itself, which draws from the banks of all its modules."""
        if content.examination is None or not self.banks:
            return {}
        bank = self._bank_above(key, content.course.title)
        name = f"page:{key}/{EXAMINATION}"
        slug = slug_of(EXAMINATION.rsplit(".", 1)[0])
        return {name: self._put_page(name, QuizPage, course, slug, self._fields(content.examination, bank))}

    def _bank_above(self, key: str, title: str) -> ItemBank:
        """A bank that holds those of all modules: whichever of the two is made now, the module's goes below it."""
        bank, made = self._needed_bank(key, title), self.keeper.outcome.created
        for below in self.banks:
            below.refresh_from_db()
            is_new = f"bank:{key}" in made or f"bank:{below.key}" in made
            if is_new and below.is_root() and below.pk != bank.pk:
                below.move(ItemBank.objects.get(pk=bank.pk), pos="last-child")
        return ItemBank.objects.get(pk=bank.pk)

    def _load_module(self, course: Page | None, key: str, source: ModuleSource) -> Page | None:
        form = source.form
        fields = {
            "title": form.title,
            "number": form.number,
            "summary": form.summary,
            "objectives": lines("objective", form.objectives),
        }
        module = self._put_page(key, ModulePage, course, slug_of(source.key), fields)
        if isinstance(module, ModulePage):
            note = [with_rule_ids(part, self._rule_ids) for part in source.note]
            self._put_beside(module, f"note:{source.key}", "instructor_note", note)
            self._put_beside(module, f"card:{source.key}", "card", lines("line", source.card))
        bank = self._load_bank(source.key, source.bank, module) if source.bank else None
        self.banks += [bank] if bank else []
        pages = {}
        for path, activity in source.activities.items():
            name = slug_of(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
            page_key = f"page:{source.key}/{path}"
            pages[page_key] = self._put_page(page_key, KINDS[type(activity)], module, name, self._fields(activity, bank))
        self._keep_order(source.key, module, pages)
        self.keeper.note_dropped(f"page:{source.key}/", lambda pks: Page.objects.filter(pk__in=pks).values_list("pk", flat=True))
        return module

    def _put_beside(self, module: ModulePage, key: str, name: str, parts: list[Any]) -> None:
        """One optional text of a module under a key of its own: who edits it here keeps it, and still gets the rest anew."""
        if not parts:
            return
        page = ModulePage.objects.get(pk=module.pk)
        is_touched = key in self.keeper.known or getattr(page, name) or page.has_unpublished_changes
        self.keeper.put(key, page if is_touched else None, {name: parts}, lambda: page)

    def _put_page(self, key: str, kind: type[Page], parent: Page | None, slug: str, fields: dict[str, Any]) -> Page | None:
        """None: it was taken away here, or its place is, or something of another kind stands at its address."""
        found = self.keeper.find_page(key, kind, parent, slug)
        if found is None and parent is None:
            self.keeper.leave_away(key)
            return None
        page = self.keeper.put(key, found, fields, partial(placed, parent, kind(title=fields["title"], slug=slug)))
        return page if isinstance(page, kind) else None

    def _keep_order(self, name: str, parent: Page | None, pages: dict[str, Page | None]) -> None:
        if parent is not None:
            created = set(self.keeper.outcome.created)
            new = {page.pk for key, page in pages.items() if page and key in created}
            keep_order(self.keeper, name, parent, [page for page in pages.values() if page], new)

    # --- What the pages say ------------------------------------------------------------------

    def _fields(self, activity: Activity, bank: ItemBank | None) -> dict[str, Any]:
        form = activity.form if isinstance(activity, LessonSource) else activity
        shared = {"title": form.title, "summary": form.summary, "minimum_level": LEVELS[form.level], "minutes": form.minutes}
        if isinstance(activity, LessonSource):
            return shared | self._lesson_fields(activity)
        if isinstance(activity, ScenarioForm):
            return shared | scenario_fields(activity, self._rule_ids, image_of, sound_of)
        return shared | self._quiz_fields(activity, bank)

    def _lesson_fields(self, lesson: LessonSource) -> dict[str, Any]:
        form = lesson.form
        return {
            "objectives": lines("objective", form.objectives),
            "misconceptions": lines("misconception", form.misconceptions),
            "review_notes": lines("note", form.review),
            "further_rules": [self.rules[citation] for citation in form.cites],
            "body": [with_rule_ids(part, self._rule_ids) for part in lesson.parts],
        }

    def _quiz_fields(self, quiz: QuizForm, bank: ItemBank | None) -> dict[str, Any]:
        return {
            "policy": quiz.policy,
            "pass_mark": quiz.pass_mark,
            "attempts_allowed": quiz.attempts,
            "wait_hours": quiz.wait_hours,
            "time_limit": quiz.time_limit,
            "opens": quiz.opens,
            "critical_topics": [self.topics[key] for key in quiz.critical_topics],
            "blueprint": [self._draw(draw, bank, n) for n, draw in enumerate(quiz.draw)],
        }

    def _draw(self, form: DrawForm, bank: ItemBank | None, order: int) -> BlueprintRow:
        return BlueprintRow(
            bank=bank,
            topic=self.topics[form.topic] if form.topic else None,
            level=LEVELS[form.level] if form.level else None,
            difficulty=form.difficulty or "",
            count=form.count,
            minimum=form.minimum,
            sort_order=order,
        )

    def _rule_ids(self, citations: list[str]) -> list[int]:
        return [self.rules[citation].pk for citation in citations]

    # --- Items -------------------------------------------------------------------------------

    def _load_bank(self, key: str, form: BankForm, module: Page | None) -> ItemBank:
        bank = self._needed_bank(key, form.title)
        if isinstance(module, ModulePage) and f"bank:{key}" in self.keeper.outcome.created:
            ItemBank.objects.filter(pk=bank.pk).update(module=module)
        loaded = [known.row_pk for name, known in self.keeper.known.items() if name.startswith(f"item:{key}/")]
        rows = Item.objects.filter(Q(bank=bank) | Q(pk__in=loaded), locale=self.locale)  # also what was moved to another bank
        items = Shelf(rows.prefetch_related("rules"), lambda item: (item.bank_id, item.key))
        for item in form.items:
            name = f"item:{key}/{item.key}"
            found = items.find(self.keeper.known.get(name), (bank.pk, item.key))
            whole = self.keeper.put(name, found, self._item_fields(item), partial(self._new_item, item.key, bank))
            self._load_parts(name, item, whole, bank, items)
        self.keeper.note_dropped(f"item:{key}/", lambda pks: Item.objects.filter(pk__in=pks).values_list("pk", flat=True))
        return bank

    def _load_parts(self, name: str, form: ItemForm, whole: Item | None, bank: ItemBank, items: Shelf) -> None:
        """The questions on a situation, each an item of its own; without it they have no place."""
        for place, question in enumerate(form.questions):
            key, own = part_key(form.key, place), f"{name}/{place + 1}"
            if whole is None:
                self.keeper.leave_away(own)
                continue
            found = items.find(self.keeper.known.get(own), (bank.pk, key))
            fields = self._item_fields(form, question) | {"situation": whole, "situation_order": place}
            self.keeper.put(own, found, fields, partial(self._new_item, key, bank))

    def _needed_bank(self, key: str, title: str) -> ItemBank:
        banks = Shelf(ItemBank.objects.all(), lambda bank: bank.key)
        make = partial(ItemBank.add_root, key=key, name=title)
        bank: ItemBank = self.needed(f"bank:{key}", banks, key, {"name": title}, make)
        return bank

    def _new_item(self, key: str, bank: ItemBank) -> Item:
        return Item(key=key, bank=bank, locale=self.locale, live=True, first_published_at=self.at, last_published_at=self.at)

    def _item_fields(self, form: ItemForm, part: PartForm | None = None) -> dict[str, Any]:
        """``part``: one of the questions on the situation that the form tells; the rest holds for all of them."""
        asked = part or form
        return question_parts(asked) | {
            "kind": asked.kind,
            "stem": asked.stem,
            "topic": self.topics[form.topic],
            "level": LEVELS[form.level],
            "is_critical": form.critical,
            "difficulty": form.difficulty,
            "misconception": form.misconception,
            "status": Item.Status.READY,
            "rules": [self.rules[citation] for citation in asked.cites],
        }
