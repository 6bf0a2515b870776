"""Reads what stands of the course in another language, beside the original, and refuses whatever differs in more than words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from curriculum.checks import WRITTEN, Banks, all_banks, check_draw, check_story
from curriculum.item_forms import BankForm
from curriculum.law_reading import RuleSource
from curriculum.lesson_parts import Part
from curriculum.lessons import LessonSource, Words, read_front, read_lesson
from curriculum.media import find_media, find_pictures
from curriculum.merging import SPARE, Merger, matched
from curriculum.notes import read_card, read_note
from curriculum.schema import (
    CourseForm,
    Form,
    GlossaryFile,
    InstrumentForm,
    InstrumentsFile,
    LessonForm,
    ModuleForm,
    NoteForm,
    QuizForm,
    RuleForm,
    RulesFile,
    TermForm,
    TopicsFile,
)
from curriculum.skeletons import compare
from curriculum.source import Loc, Report, line_of, parse_yaml, read_text, validate
from curriculum.story_forms import ScenarioForm
from curriculum.typesetting import typeset, typeset_part
from curriculum.whole import EXAMINATION, Activity, Content, ModuleSource, inherit_level

Model = TypeVar("Model", bound=BaseModel)
Change = Callable[[Merger, Any, Any], Any]  # (merger, the original's data, what was given) → the data that count


class TranslationReader:
    """One reading of the folder of a language. What is not there is simply not translated yet."""

    def __init__(self, language: str, original: Content, report: Report) -> None:
        self.language = language
        self.original = original
        self.report = report
        self.folder = report.root / language
        self.known: set[Path] = set()

    def read(self) -> Content | None:
        course = self._yaml(CourseForm, "course.yaml", _without("modules"))
        if course is None:
            if not (self.folder / "course.yaml").is_file():
                self.report.add(self.folder / "course.yaml", 1, "the file is missing")
            return None
        topics = self._yaml(TopicsFile, "law/topics.yaml", _by(lambda each: str(each["key"])))
        content = Content(course, topics.root if topics else [], language=self.language)
        instruments = self._yaml(InstrumentsFile, "law/instruments.yaml", _instruments)
        content.instruments = instruments.root if instruments else []
        content.rules = {source.citation: source for form in self.original.instruments for source in self._rules(form)}
        terms = self._yaml(GlossaryFile, "glossary.yaml", _terms)
        content.terms = terms.root if terms else []
        content.modules = [found for module in self.original.modules if (found := self._module(module))]
        content.examination = self._examination(content) if self.original.examination else None
        self._refuse_strays()
        return content

    # --- Files -------------------------------------------------------------------------------

    def _yaml(self, kind: type[Model], path: str, change: Change | None = None) -> Model | None:
        """One file with the original's data and its own words; None where it is not there, or after faults."""
        form, _lines = self._yaml_with_lines(kind, path, change)
        return form

    def _yaml_with_lines(self, kind: type[Model], path: str, change: Change | None = None) -> tuple[Model | None, dict[Loc, int]]:
        file = self.folder / path
        self.known.add(file)
        text = read_text(file, self.report) if file.is_file() else None
        if text is None:
            return None, {}
        data, lines = parse_yaml(text, file, self.report)
        if data is None:
            return None, {}
        before = len(self.report.faults)
        data = self._merged(file, path, data, lines, change)
        return (validate(kind, data, file, lines, self.report) if len(self.report.faults) == before else None), lines

    def _merged(self, file: Path, path: str, data: Any, lines: dict[Loc, int], change: Change | None = None) -> Any:
        source = self.report.root / path
        text = read_text(source, self.report)
        original = parse_yaml(text or "", source, self.report)[0]
        merger = self._merger(file, lines)
        return change(merger, original, data) if change else merger.merged(original, data)

    def _merger(self, file: Path, lines: dict[Loc, int]) -> Merger:
        return Merger(
            lambda loc, message: self.report.add(file, line_of(loc, lines), message), lambda text: typeset(text, self.language)
        )

    def _front(self, path: str, kind: type[Form]) -> Words:
        """Merges front matter, and compares what stands below it with the original."""
        file, silent = self.folder / path, Report(self.report.root)
        self.known.add(file)
        source = self.report.root / path
        front = read_front(kind, source, silent)
        given = read_front(kind, file, silent)
        if front and given:
            compare(front.body, given.body, lambda line, message: self.report.add(file, line, message))
        original: dict[str, Any] = {}
        read_front(kind, source, silent, lambda data, _places: original.update(data) or data)

        def words(data: Any, places: dict[Loc, int]) -> Any:
            return self._merger(file, places).merged(original, data)

        return words

    def _refuse_strays(self) -> None:
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and not file.name.startswith(".") and file not in self.known:
                self.report.add(file, 1, "the original has no file of this name that is in use")

    # --- Law ---------------------------------------------------------------------------------

    def _rules(self, instrument: InstrumentForm) -> list[RuleSource]:
        path = f"law/rules/{instrument.key}.yaml"
        found = self._yaml(RulesFile, path, _by(lambda each: str(each["provision"])))
        orders = {source.form.provision: source for source in self.original.rules.values() if source.instrument is instrument}
        rules: list[RuleForm] = found.root if found else []
        return [RuleSource(instrument, form, orders[form.provision].order) for form in rules]

    # --- Modules -----------------------------------------------------------------------------

    def _module(self, module: ModuleSource) -> ModuleSource | None:
        place = f"modules/{module.key}"
        if not (self.folder / place).is_dir():
            return None
        form, _lines = self._yaml_with_lines(ModuleForm, f"{place}/module.yaml", _without("activities"))
        if form is None:
            if not (self.folder / place / "module.yaml").is_file():
                self.report.add(self.folder / place / "module.yaml", 1, "the file is missing")
            return None
        bank = self._bank(f"{place}/bank.yaml") if module.bank else None
        written = self._bank(f"{place}/{WRITTEN}") if module.written else None
        banks: Banks = {None: bank, "written": written}
        found = {path: self._activity(f"{place}/{path}", form, banks) for path in module.activities}
        activities = {path: activity for path, activity in found.items() if activity is not None}
        form = form.model_copy(update={"activities": list(activities)})
        return ModuleSource(module.key, form, activities, bank, self._note(place), self._card(place), written)

    def _bank(self, path: str) -> BankForm | None:
        form, lines = self._yaml_with_lines(BankForm, path, _bank)
        if form is not None:
            find_pictures(form, self.report.root / path, lines, self.report)  # the original's
        return form

    def _note(self, place: str) -> list[Part]:
        file = self.folder / place / "instructor.md"
        if file.is_file():
            self._front(f"{place}/instructor.md", NoteForm)
        return self._set(read_note(file, self.report)[0])

    def _card(self, place: str) -> list[str]:
        file = self.folder / place / "card.md"
        if file.is_file():
            self._front(f"{place}/card.md", NoteForm)
        return self._set(read_card(file, self.report))

    def _activity(self, path: str, module: ModuleForm, banks: Banks) -> Activity | None:
        file = self.folder / path
        self.known.add(file)
        if not file.is_file():
            return None
        activity: Activity | None
        if file.suffix == ".md":
            activity = self._lesson(path)
            form: Any = activity.form if activity else None
        elif file.parent.name == "scenarios":
            form = activity = self._scenario(path)
        else:
            form = activity = self._quiz(path, banks)
        if form is not None:
            inherit_level(form, module)
        return activity

    def _lesson(self, path: str) -> LessonSource | None:
        lesson, _line = read_lesson(self.folder / path, self.report, self._front(path, LessonForm))
        return replace(lesson, parts=self._set(lesson.parts)) if lesson else None

    def _set(self, parts: list[Any]) -> list[Any]:
        return [typeset_part(part, self.language) for part in parts]

    def _scenario(self, path: str) -> ScenarioForm | None:
        form, lines = self._yaml_with_lines(ScenarioForm, path)
        if form is not None:
            find_media(form, self.report.root / path, lines, self.report)  # the original's pictures and sounds
            check_story(form, self.folder / path, lines, self.report)
        return form

    def _quiz(self, path: str, banks: Banks) -> QuizForm | None:
        form, lines = self._yaml_with_lines(QuizForm, path)
        if form is None:
            return None
        bank, source = banks[form.bank], (self.folder / path).with_name(WRITTEN if form.bank else "bank.yaml")
        if bank is not None or not source.is_file():
            check_draw(form, bank, self.folder / path, lines, self.report)
        return form

    def _examination(self, content: Content) -> QuizForm | None:
        """Drawn from what is translated of all banks, so it comes last."""
        form, lines = self._yaml_with_lines(QuizForm, EXAMINATION)
        if form is not None:
            banks = [module.bank for module in content.modules if module.bank]
            whole = all_banks(banks, content.course.title) if banks else None
            check_draw(form, whole, self.folder / EXAMINATION, lines, self.report)
        return form


# --- How each file is merged ----------------------------------------------------------------------


def _by(identity: Callable[[Any], str]) -> Change:
    """A list of which only some may be translated."""
    return lambda merger, original, given: matched(merger, original, given, identity)


def _without(name: str) -> Change:
    """The original's list under this name stands; the translation may name those that it has, or all, or none."""

    def change(merger: Merger, original: Any, given: Any) -> Any:
        listed = given.pop(name, []) or []
        for n, each in enumerate(listed):
            if each not in original[name]:
                merger.fail((name, n), f"“{each}” does not stand in the original")
        return merger.merged(original, {**given, name: original[name]})

    return change


def _instruments(merger: Merger, original: Any, given: Any) -> Any:
    """Titles are enough: no plain words in another language stand for those that are missing."""
    merger.spare = SPARE | {"gist"}
    described = {each["key"] for each in given if each.get("gist")}
    found = matched(merger, original, given, lambda each: str(each["key"]))
    return [each if each["key"] in described else {**each, "gist": ""} for each in found]


def _terms(merger: Merger, original: Any, given: Any) -> Any:
    """Each begins with the key of the original: its term in small letters, with hyphens."""
    keyed = [{"key": TermForm.model_validate(each).address, **each} for each in original]
    return matched(merger, keyed, given, lambda each: str(each.get("key", "")))


def _bank(merger: Merger, original: Any, given: Any) -> Any:
    found = matched(merger, original["items"], given.get("items") or [], lambda each: str(each["key"]), ("items",))
    rest = {name: value for name, value in given.items() if name != "items"}
    return {**merger.merged({k: v for k, v in original.items() if k != "items"}, rest), "items": found}
