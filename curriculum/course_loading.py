"""Writes the pages and the questions of the course in one language."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.models import Page

from base.models import HomePage
from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from curriculum.item_forms import BankForm, ItemForm, PartForm, QuestionForm
from curriculum.keeping import Shelf
from curriculum.law_loading import LawLoader
from curriculum.lessons import LessonSource
from curriculum.media import image_of, sound_of
from curriculum.ordering import keep_order
from curriculum.reading import EXAMINATION
from curriculum.schema import DrawForm, QuizForm
from curriculum.stories import scenario_fields
from curriculum.story_forms import ScenarioForm
from curriculum.whole import Activity, Content, ModuleSource
from curriculum.wording import LEVELS
from curriculum.writing import lines, part_key, placed, question_parts, rubric_parts, slug_of, with_rule_ids
from quizzes.models import BlueprintRow, Item, ItemBank, QuizPage
from scenarios.models import ScenarioPage

KINDS: dict[type, Any] = {LessonSource: LessonPage, ScenarioForm: ScenarioPage, QuizForm: QuizPage}


class Loader(LawLoader):
    """The whole of one language. ``banks``: those of the modules, in their order."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.banks: list[ItemBank] = []

    def load(self, content: Content) -> None:
        self.load_law(content)
        self.load_course(content)

    # --- Pages -------------------------------------------------------------------------------

    def load_course(self, content: Content) -> None:
        form = content.course
        key = form.achievement.key
        achievements = Shelf(Achievement.objects.filter(locale=self.locale), lambda achievement: achievement.key)
        make = partial(Achievement, key=key, **self.kin(f"achievement:{key}"))
        fields = form.achievement.model_dump(exclude={"key"})
        achievement = self.needed(f"achievement:{key}", achievements, key, fields, make)
        fields = {"title": form.title, "summary": form.summary, "achievement": achievement}
        fields |= {"required_families": form.families} if form.families else {}  # without, what is set here stays
        course = self._put_page(f"course:{form.key}", CoursePage, self.home(), form.key, fields)
        with_pages = [(f"module:{source.key}", source) for source in content.modules]
        pages = {key: self._load_module(course, key, source) for key, source in with_pages}
        if content.examination is not None:
            pages |= self._load_examination(course, form.key, content)
        self._keep_order(form.key, course, pages)

    def home(self) -> Page:
        """The home page of the language."""
        return HomePage.objects.filter(locale=self.locale).earliest("path")

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
        bank = self._needed_bank(key, title)
        for below in self.banks:
            below.refresh_from_db()
            is_new = self.is_created(f"bank:{key}") or self.is_created(f"bank:{below.key}")
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
        self.banks += [bank] if bank else []  # not the open answers: no examination draws them
        written = self._load_bank(f"{source.key}-written", source.written, module) if source.written else None
        pages = {}
        for path, activity in source.activities.items():
            name = slug_of(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
            page_key = f"page:{source.key}/{path}"
            pages[page_key] = self._put_page(page_key, KINDS[type(activity)], module, name, self._fields(activity, bank, written))
        self._keep_order(source.key, module, pages)
        self.keeper.note_dropped(
            f"{self.mark}page:{source.key}/", lambda pks: Page.objects.filter(pk__in=pks).values_list("pk", flat=True)
        )
        return module

    def _put_beside(self, module: ModulePage, key: str, name: str, parts: list[Any]) -> None:
        """One optional text of a module under a key of its own: who edits it here keeps it, and still gets the rest anew."""
        if not parts:
            return
        page = ModulePage.objects.get(pk=module.pk)
        is_touched = self.mark + key in self.keeper.known or getattr(page, name) or page.has_unpublished_changes
        self.put(key, page if is_touched else None, {name: parts}, lambda: page)

    def _put_page(self, key: str, kind: type[Page], parent: Page | None, slug: str, fields: dict[str, Any]) -> Page | None:
        """None: it was taken away here, or its place is, or something of another kind stands at its address."""
        found = self.keeper.find_page(self.mark + key, kind, parent, slug)
        if found is None and parent is None:
            self.keeper.leave_away(self.mark + key)
            return None
        page = self.put(key, found, fields, lambda: placed(parent, kind(title=fields["title"], slug=slug, **self.kin(key))))
        return page if isinstance(page, kind) else None

    def _keep_order(self, name: str, parent: Page | None, pages: dict[str, Page | None]) -> None:
        if parent is not None:
            new = {page.pk for key, page in pages.items() if page and self.is_created(key)}
            keep_order(self.keeper, self.mark + name, parent, [page for page in pages.values() if page], new)

    # --- What the pages say ------------------------------------------------------------------

    def _fields(self, activity: Activity, bank: ItemBank | None, written: ItemBank | None = None) -> dict[str, Any]:
        form = activity.form if isinstance(activity, LessonSource) else activity
        shared = {"title": form.title, "summary": form.summary, "minimum_level": LEVELS[form.level], "minutes": form.minutes}
        if isinstance(activity, LessonSource):
            return shared | self._lesson_fields(activity)
        if isinstance(activity, ScenarioForm):
            return shared | scenario_fields(activity, self._rule_ids, image_of, sound_of)
        shared |= {} if activity.required else {"is_required": False}
        return shared | self._quiz_fields(activity, written if activity.bank == "written" else bank)

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
        if isinstance(module, ModulePage) and self.is_created(f"bank:{key}"):
            ItemBank.objects.filter(pk=bank.pk).update(module=module)
        start = f"{self.mark}item:{key}/"
        loaded = [known.row_pk for name, known in self.keeper.known.items() if name.startswith(start)]
        rows = Item.objects.filter(Q(bank=bank) | Q(pk__in=loaded), locale=self.locale)  # also what was moved to another bank
        items = Shelf(rows.prefetch_related("rules"), lambda item: (item.bank_id, item.key))
        for item in form.items:
            name = f"item:{key}/{item.key}"
            whole = self._put_item(name, item.key, self._item_fields(item), bank, items)
            self._load_parts(name, item, whole, bank, items)
        self.keeper.note_dropped(start, lambda pks: Item.objects.filter(pk__in=pks).values_list("pk", flat=True))
        return bank

    def _load_parts(self, name: str, form: ItemForm, whole: Item | None, bank: ItemBank, items: Shelf) -> None:
        """The questions on a situation, each an item of its own; without it they have no place."""
        for place, question in enumerate(form.questions):
            own = f"{name}/{place + 1}"
            if whole is None:
                self.keeper.leave_away(self.mark + own)
                continue
            fields = self._item_fields(form, question) | {"situation": whole, "situation_order": place}
            self._put_item(own, part_key(form.key, place), fields, bank, items)

    def _put_item(self, name: str, key: str, fields: dict[str, Any], bank: ItemBank, items: Shelf) -> Item | None:
        """With the day of its change, by which a translation is older or not."""
        found = self.find(name, items, (bank.pk, key))
        item: Item | None = self.put(name, found, fields, partial(self._new_item, name, key, bank))
        if item is not None and self.mark + name in self.keeper.outcome.updated:
            Item.objects.filter(pk=item.pk).update(last_published_at=self.at)
        return item

    def _needed_bank(self, key: str, title: str) -> ItemBank:
        banks = Shelf(ItemBank.objects.all(), lambda bank: bank.key)
        make = partial(ItemBank.add_root, key=key, name=title)
        bank: ItemBank = self.needed(f"bank:{key}", banks, key, {"name": title}, make)
        return bank

    def _new_item(self, name: str, key: str, bank: ItemBank) -> Item:
        times = {"first_published_at": self.at, "last_published_at": self.at}
        return Item(key=key, bank=bank, live=True, **times, **self.kin(name))

    def _item_fields(self, form: ItemForm, part: PartForm | None = None) -> dict[str, Any]:
        """``part``: one of the questions on the situation that the form tells; the rest holds for all of them."""
        asked = part or form
        own = question_parts(asked, self.locale.language_code) | (rubric_parts(form) if part is None else {}) | _picture(asked)
        return own | {
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


def _picture(form: QuestionForm) -> dict[str, Any]:
    """What a question shows, in the library once."""
    if form.image is None:
        return {}
    image = get_image_model().objects.get(pk=image_of(form.image))
    return {"image": image, "image_alternative": form.image.alt, "image_credit": form.image.credit}
