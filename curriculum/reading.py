"""Reads the whole built-in course, checks that its parts fit together, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from curriculum.checks import WRITTEN, Banks, Once, all_banks, check_draw, check_story, forgotten
from curriculum.item_forms import BankForm
from curriculum.law_reading import LawReader
from curriculum.lessons import LessonSource, read_lesson
from curriculum.mapping import MappingSource, read_mapping
from curriculum.media import find_media, find_pictures
from curriculum.notes import read_card, read_note
from curriculum.schema import CourseForm, ModuleForm, QuizForm
from curriculum.source import ContentError, Loc, Report, line_of, read_yaml
from curriculum.story_forms import ScenarioForm
from curriculum.translation_reading import TranslationReader
from curriculum.whole import EXAMINATION, Activity, Content, ModuleSource, inherit_level
from curriculum.writing import page_key, part_key, slug_of

__all__ = ["CONTENT", "EXAMINATION", "LANGUAGES", "Content", "CourseReader", "read_content"]

CONTENT = Path(__file__).parent / "content"
ADDRESS = "the address (the name without its number)"
LANGUAGES = ("ar", "fr")  # in which the course may stand beside the original


def read_content(root: Path = CONTENT) -> Content:
    """The whole course in all its languages. Raises ContentError with every fault found."""
    report = Report(root)
    content = CourseReader(root, report).read()
    if content is not None and not report.faults:
        readers = (TranslationReader(each, content, report) for each in LANGUAGES if (root / each).is_dir())
        content.translations = [found for reader in readers if (found := reader.read())]
    if report.faults or content is None:
        raise ContentError(report.faults)
    return content


class CourseReader:
    """One reading of the content folder."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.law = LawReader(root, report)
        self.numbers = Once(report, "the number")

    def read(self) -> Content | None:
        file = self.root / "course.yaml"
        course, lines = read_yaml(CourseForm, file, self.report)
        if not self.law.read() or course is None:
            return None
        modules = []
        names, addresses = Once(self.report, "the module"), Once(self.report, ADDRESS)
        for n, name in enumerate(course.modules):
            line = line_of(("modules", n), lines)
            if names.add(name, file, line) and addresses.add(slug_of(name), file, line):
                modules.append(self._module(name, line))
        for folder in sorted((self.root / "modules").glob("*/module.yaml")):
            if folder.parent.name not in course.modules:
                self.report.add(folder, 1, "course.yaml does not name this module, so nobody would see it")
        law, whole = self.law, [module for module in modules if module]
        examination = self._examination(course, whole)
        return Content(course, law.topics, law.instruments, law.rules, whole, examination, law.terms, self._mapping(whole))

    def _mapping(self, modules: list[ModuleSource]) -> MappingSource | None:
        """What the lessons answer to; asked of whole lessons only."""
        if self.report.faults:
            return None
        lessons = [(m.key, path, a) for m in modules for path, a in m.activities.items() if isinstance(a, LessonSource)]
        return read_mapping(self.root, {a.form.number: page_key(key, path) for key, path, a in lessons}, self.report)

    def _examination(self, course: CourseForm, modules: list[ModuleSource]) -> QuizForm | None:
        """The examination at the end of the course, if there is one; whether the banks fill it is asked of whole banks only."""
        file = self.root / EXAMINATION
        if not file.is_file():
            return None
        form, lines = read_yaml(QuizForm, file, self.report)
        if form is not None:
            self._know_topics(form, file, lines)
            if not self.report.faults:
                banks = [module.bank for module in modules if module.bank]
                check_draw(form, all_banks(banks, course.title) if banks else None, file, lines, self.report)
        return form

    def _know_topics(self, form: QuizForm, file: Path, lines: dict[Loc, int]) -> None:
        for n, draw in enumerate(form.draw):
            if draw.topic:
                self.law.know_topic(draw.topic, file, line_of(("draw", n), lines))
        for n, topic in enumerate(form.critical_topics):
            self.law.know_topic(topic, file, line_of(("critical_topics", n), lines))

    def _module(self, name: str, line: int) -> ModuleSource | None:
        folder = self.root / "modules" / name
        if not folder.is_dir():
            self.report.add(self.root / "course.yaml", line, f"there is no folder modules/{name}")
            return None
        form, lines = read_yaml(ModuleForm, folder / "module.yaml", self.report)
        if form is None:
            return None
        self.numbers.add(f"{form.number}", folder / "module.yaml", line_of(("number",), lines))
        bank = self._bank(folder / "bank.yaml")
        written = self._bank(folder / WRITTEN)
        activities = self._activities(folder, form, lines, {None: bank, "written": written})
        for file in forgotten(folder, form.activities):
            self.report.add(file, 1, "module.yaml does not name this file, so nobody would see it")
        note, cited = read_note(folder / "instructor.md", self.report)
        self._know_rules(cited, folder / "instructor.md")
        return ModuleSource(name, form, activities, bank, note, read_card(folder / "card.md", self.report), written)

    def _activities(self, folder: Path, form: ModuleForm, lines: dict[Loc, int], banks: Banks) -> dict[str, Activity]:
        """The activities of a module by their paths; those that name no level have the module's."""
        found: dict[str, Activity] = {}
        paths, addresses = Once(self.report, "the activity"), Once(self.report, ADDRESS)
        for n, path in enumerate(form.activities):
            file, line = folder / "module.yaml", line_of(("activities", n), lines)
            if not paths.add(path, file, line) or not addresses.add(slug_of(Path(path).stem), file, line):
                continue
            if not (folder / path).is_file():
                self.report.add(file, line, f"there is no file {path}")
            elif (activity := self._activity(folder / path, form, banks)) is not None:
                found[path] = activity
        return found

    def _activity(self, file: Path, module: ModuleForm, banks: Banks) -> Activity | None:
        if file.suffix == ".md":
            return self._lesson(file, module)
        return self._scenario(file, module) if file.parent.name == "scenarios" else self._quiz(file, module, banks)

    def _lesson(self, file: Path, module: ModuleForm) -> LessonSource | None:
        lesson, line = read_lesson(file, self.report)
        if lesson is not None:
            inherit_level(lesson.form, module)
            self.numbers.add(lesson.form.number, file, line)
            self._know_rules(lesson.cited, file)
        return lesson

    def _scenario(self, file: Path, module: ModuleForm) -> ScenarioForm | None:
        form, lines = read_yaml(ScenarioForm, file, self.report)
        if form is None:
            return None
        inherit_level(form, module)
        if form.number:
            self.numbers.add(form.number, file, line_of(("number",), lines))
        for s, scene in enumerate(form.scenes):
            for c, choice in enumerate(scene.choices):
                places = [line_of(("scenes", s, "choices", c, "cites", n), lines) for n in range(len(choice.cites))]
                self._know_rules(zip(choice.cites, places, strict=True), file)
        find_media(form, file, lines, self.report)
        check_story(form, file, lines, self.report)
        return form

    def _quiz(self, file: Path, module: ModuleForm, banks: Banks) -> QuizForm | None:
        form, lines = read_yaml(QuizForm, file, self.report)
        if form is None:
            return None
        inherit_level(form, module)
        self._know_topics(form, file, lines)
        bank, source = banks[form.bank], file.parent / (WRITTEN if form.bank else "bank.yaml")
        if bank is not None or not source.is_file():
            check_draw(form, bank, file, lines, self.report)
        return form

    def _bank(self, file: Path) -> BankForm | None:
        if not file.is_file():
            return None
        form, lines = read_yaml(BankForm, file, self.report)
        keys = Once(self.report, "the key")
        for n, item in enumerate(form.items if form else []):
            keys.add(item.key, file, line_of(("items", n, "key"), lines))
            self.law.know_topic(item.topic, file, line_of(("items", n, "topic"), lines))
            if (item.kind == "open-answer") != (file.name == WRITTEN):
                self.report.add(file, line_of(("items", n, "kind"), lines), "open answers, and they alone, stand in written.yaml")
            self._know_cites(item.cites, ("items", n), lines, file)
            for q, question in enumerate(item.questions):
                keys.add(part_key(item.key, q), file, line_of(("items", n, "questions", q), lines))
                self._know_cites(question.cites, ("items", n, "questions", q), lines, file)
        if form is not None:
            find_pictures(form, file, lines, self.report)
        return form

    def _know_cites(self, cites: list[str], place: Loc, lines: dict[Loc, int], file: Path) -> None:
        self._know_rules([(each, line_of((*place, "cites", c), lines)) for c, each in enumerate(cites)], file)

    def _know_rules(self, cited: Iterable[tuple[str, int]], file: Path) -> None:
        for citation, line in cited:
            self.law.know_rule(citation, file, line)
