"""The course as plain values: what was read of the content folder, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field

from curriculum.item_forms import BankForm
from curriculum.law_reading import RuleSource
from curriculum.lesson_parts import Part
from curriculum.lessons import LessonSource
from curriculum.mapping import MappingSource
from curriculum.schema import ActivityForm, CourseForm, InstrumentForm, ModuleForm, QuizForm, TermForm, TopicForm
from curriculum.story_forms import ScenarioForm

Activity = LessonSource | ScenarioForm | QuizForm
EXAMINATION = "final-examination.yaml"


@dataclass(frozen=True)
class ModuleSource:
    """A module with its activities in their order, each under its path. ``note``: for instructors, as parts; ``card``: lines;
    ``written``: open answers, which a trainer marks."""

    key: str
    form: ModuleForm
    activities: dict[str, Activity]
    bank: BankForm | None
    note: list[Part] = field(default_factory=list)
    card: list[str] = field(default_factory=list)
    written: BankForm | None = None


@dataclass
class Content:
    """Everything that was read. ``translations``: what of it exists in each further language, with the original's keys."""

    course: CourseForm
    topics: list[TopicForm] = field(default_factory=list)
    instruments: list[InstrumentForm] = field(default_factory=list)
    rules: dict[str, RuleSource] = field(default_factory=dict)
    modules: list[ModuleSource] = field(default_factory=list)
    examination: QuizForm | None = None  # after all modules, drawn from all their banks
    terms: list[TermForm] = field(default_factory=list)  # of the glossary
    mapping: MappingSource | None = None  # to the training standard
    language: str = "en"
    translations: list[Content] = field(default_factory=list)


def inherit_level(form: ActivityForm, module: ModuleForm) -> None:
    """The level of its module, where the file names none of its own."""
    if "level" not in form.model_fields_set:
        form.level = module.level
