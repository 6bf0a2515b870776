"""One edit of each kind of text that is loaded, and a change of its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from law.models import Instrument, Rule, Topic
from quizzes.models import Item, ItemBank, QuizPage
from scenarios.models import ScenarioPage
from tests.curriculum.texts import BANK, INSTRUMENTS, LESSON, MODULE, QUIZ, RULES, SCENARIO, TOPICS

OWN = "Ours"


@dataclass(frozen=True)
class Edit:
    """The field of a row that somebody edits here, and the words of the source file that change."""

    model: Any
    name: dict[str, str]
    field: str
    path: str
    old: str
    new: str

    @property
    def row(self) -> Any:
        return self.model.objects.get(**self.name)

    @property
    def value(self) -> Any:
        return getattr(self.row, self.field)


EDITS = {
    "page:01-first-steps/lessons/1-the-minimum.md": Edit(
        LessonPage, {"slug": "the-minimum"}, "summary", LESSON, "What holds for everyone.", "What always holds."
    ),
    "page:01-first-steps/quiz.yaml": Edit(QuizPage, {}, "title", QUIZ, "First quiz", "A first quiz"),
    "page:01-first-steps/scenarios/checkpoint.yaml": Edit(
        ScenarioPage, {}, "role", SCENARIO, "You command a checkpoint.", "You lead a checkpoint."
    ),
    "module:01-first-steps": Edit(ModulePage, {}, "summary", f"{MODULE}/module.yaml", "How to begin.", "Where to begin."),
    "course:small": Edit(CoursePage, {}, "title", "course.yaml", "A small course", "A short course"),
    "item:01-first-steps/kneeling-man": Edit(
        Item, {"key": "kneeling-man"}, "stem", BANK, "A man kneels in the sun.", "A man kneels outside."
    ),
    "bank:01-first-steps": Edit(ItemBank, {}, "name", BANK, "title: First steps", "title: Steps"),
    "rule:GC I Art 3": Edit(Rule, {"citation": "GC I Art 3"}, "gist", RULES, "Treat everyone humanely.", "Treat all humanely."),
    "instrument:gc-i": Edit(
        Instrument, {"key": "gc-i"}, "issuer", INSTRUMENTS, "year: 1949", "year: 1949\n  issuer: Diplomatic Conference"
    ),
    "topic:wounded": Edit(Topic, {"key": "wounded"}, "name", TOPICS, "Wounded and sick", "The wounded"),
    "achievement:small-badge": Edit(Achievement, {}, "name", "course.yaml", "What a small course earns", "What it earns"),
}


def publish_own(row: Any, field: str) -> None:
    """As the editor does it: pages and items by a revision that is published."""
    setattr(row, field, OWN)
    if hasattr(row, "save_revision"):
        row.save_revision().publish()
    else:
        row.save()
