"""Reads the whole built-in course, checks that its parts fit together, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.lessons import LessonSource, read_lesson
from curriculum.schema import (
    BankForm,
    CourseForm,
    InstrumentForm,
    InstrumentsFile,
    ModuleForm,
    QuizForm,
    RuleForm,
    RulesFile,
    ScenarioForm,
    TopicForm,
    TopicsFile,
)
from curriculum.source import ContentError, Report, line_of, read_yaml
from curriculum.stories import WordingError, scenario_fields

CONTENT = Path(__file__).parent / "content"
Activity = LessonSource | ScenarioForm | QuizForm


@dataclass(frozen=True)
class RuleSource:
    instrument: InstrumentForm
    form: RuleForm
    order: int

    @property
    def citation(self) -> str:
        return f"{self.instrument.short} {self.form.provision}"


@dataclass(frozen=True)
class ModuleSource:
    """A module with its activities in their order, each under its path."""

    key: str
    form: ModuleForm
    activities: dict[str, Activity]
    bank: BankForm | None


@dataclass
class Content:
    """Everything that was read."""

    course: CourseForm
    topics: list[TopicForm] = field(default_factory=list)
    instruments: list[InstrumentForm] = field(default_factory=list)
    rules: dict[str, RuleSource] = field(default_factory=dict)
    modules: list[ModuleSource] = field(default_factory=list)


def read_content(root: Path = CONTENT) -> Content:
    """The whole course. Raises ContentError with every fault found."""
    report = Report(root)
    reader = Reader(root, report)
    content = reader.read()
    if report.faults or content is None:
        raise ContentError(report.faults)
    return content


class Reader:
    """One reading of the content folder."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.topics: set[str] = set()
        self.citations: set[str] = set()

    def read(self) -> Content | None:
        course, lines = read_yaml(CourseForm, self.root / "course.yaml", self.report)
        topics, _ = read_yaml(TopicsFile, self.root / "law/topics.yaml", self.report)
        instruments, _ = read_yaml(InstrumentsFile, self.root / "law/instruments.yaml", self.report)
        self.topics = {topic.key for topic in topics.root} if topics else set()
        rules = self._rules(instruments.root if instruments else [])
        self.citations = set(rules)
        if course is None or topics is None or instruments is None:
            return None
        modules = [self._module(name, line_of(("modules", n), lines)) for n, name in enumerate(course.modules)]
        return Content(course, topics.root, instruments.root, rules, [m for m in modules if m])

    def _rules(self, instruments: list[InstrumentForm]) -> dict[str, RuleSource]:
        rules: dict[str, RuleSource] = {}
        known = {i.key for i in instruments}
        for file in sorted((self.root / "law/rules").glob("*.yaml")):
            if file.stem not in known:
                self.report.add(file, 1, f"law/instruments.yaml has no instrument “{file.stem}”")
        for instrument in instruments:
            file = self.root / f"law/rules/{instrument.key}.yaml"
            if not file.is_file():
                continue
            found, lines = read_yaml(RulesFile, file, self.report)
            for n, form in enumerate(found.root if found else []):
                source = RuleSource(instrument, form, n)
                if source.citation in rules:
                    self.report.add(file, line_of((n,), lines), f"{source.citation} is given twice")
                self._known_topics(form.topics, file, line_of((n, "topics"), lines))
                rules[source.citation] = source
        return rules

    def _module(self, name: str, line: int) -> ModuleSource | None:
        folder = self.root / "modules" / name
        if not folder.is_dir():
            self.report.add(self.root / "course.yaml", line, f"there is no folder modules/{name}")
            return None
        form, lines = read_yaml(ModuleForm, folder / "module.yaml", self.report)
        if form is None:
            return None
        bank = self._bank(folder / "bank.yaml") if (folder / "bank.yaml").is_file() else None
        activities: dict[str, Activity] = {}
        for n, path in enumerate(form.activities):
            if not (folder / path).is_file():
                self.report.add(folder / "module.yaml", line_of(("activities", n), lines), f"there is no file {path}")
            elif (activity := self._activity(folder / path, bank)) is not None:
                activities[path] = activity
        return ModuleSource(name, form, activities, bank)

    def _activity(self, file: Path, bank: BankForm | None) -> Activity | None:
        if file.suffix == ".md":
            return self._lesson(file)
        if file.parent.name == "scenarios":
            return self._scenario(file)
        return self._quiz(file, bank)

    def _lesson(self, file: Path) -> LessonSource | None:
        lesson = read_lesson(file, self.report)
        for citation, line in lesson.cited if lesson else []:
            self._known_citations([citation], file, line)
        return lesson

    def _scenario(self, file: Path) -> ScenarioForm | None:
        form, lines = read_yaml(ScenarioForm, file, self.report)
        if form is None:
            return None
        for s, scene in enumerate(form.scenes):
            for c, choice in enumerate(scene.choices):
                self._known_citations(choice.cites, file, line_of(("scenes", s, "choices", c, "cites"), lines))
        try:
            scenario_fields(form, lambda citations: [])
        except WordingError as error:
            quoted = str(error).split("”", maxsplit=1)[0].removeprefix("“")
            self.report.add(file, _line_with(file, quoted), str(error))
        return form

    def _quiz(self, file: Path, bank: BankForm | None) -> QuizForm | None:
        form, lines = read_yaml(QuizForm, file, self.report)
        for n, draw in enumerate(form.draw if form else []):
            items = [i for i in (bank.items if bank else []) if draw.topic in (None, i.topic)]
            if len(items) < draw.count:
                place = line_of(("draw", n), lines)
                self.report.add(file, place, f"the bank has {len(items)} items on “{draw.topic}”, not {draw.count}")
        return form

    def _bank(self, file: Path) -> BankForm | None:
        form, lines = read_yaml(BankForm, file, self.report)
        seen: set[str] = set()
        for n, item in enumerate(form.items if form else []):
            if item.key in seen:
                self.report.add(file, line_of(("items", n, "key"), lines), f"the key “{item.key}” is given twice")
            seen.add(item.key)
            self._known_topics([item.topic], file, line_of(("items", n, "topic"), lines))
            self._known_citations(item.cites, file, line_of(("items", n, "cites"), lines))
        return form

    def _known_topics(self, topics: Iterable[str], file: Path, line: int) -> None:
        for topic in topics:
            if topic not in self.topics:
                self.report.add(file, line, f"law/topics.yaml has no topic “{topic}”")

    def _known_citations(self, citations: Iterable[str], file: Path, line: int) -> None:
        for citation in citations:
            if citation not in self.citations:
                self.report.add(file, line, f"no rule in law/rules/ is cited as “{citation}”")


def _line_with(file: Path, text: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if text in line), 1)
