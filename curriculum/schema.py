"""The form of the content files, as curriculum/content/README.md describes it for authors.

Lengths are those of the columns that the texts go into, so that no database has to refuse or cut them.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

from curriculum.wording import KEY

SMALL = 32_767  # the largest small integer of a database
ACTIVITY = re.compile(rf"lessons/{KEY}\.md|scenarios/{KEY}\.yaml|(?!module\.|bank\.|written\.){KEY}\.yaml")
LevelName = Literal["everyone", "ncos", "commanders"]


def key_word(text: str) -> str:
    """Raises ValueError unless it is small letters, digits and hyphens."""
    if not re.fullmatch(KEY, text):
        raise ValueError(f"“{text}” may hold small letters, digits and hyphens only")
    return text


def activity_path(text: str) -> str:
    """The file of an activity, from the folder of its module. Raises ValueError."""
    if not ACTIVITY.fullmatch(text):
        raise ValueError(f"“{text}” is no activity; write lessons/1-name.md, scenarios/name.yaml or quiz.yaml")
    return text


def web_address(text: str) -> str:
    """Empty, or http and https only. Raises ValueError."""
    try:
        URLValidator(["http", "https"])(text or "https://empty.example/")
    except ValidationError:
        raise ValueError(f"“{text}” is no address; write it with https://") from None
    return text


Key = Annotated[str, StringConstraints(max_length=60), AfterValidator(key_word)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Summary = Annotated[str, StringConstraints(max_length=300)]
Url = Annotated[str, StringConstraints(max_length=500), AfterValidator(web_address)]


class Form(BaseModel):
    """A part of a file; an unknown word in it is a fault, never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AchievementForm(Form):
    """What the course earns. ``validity_months``: None where it never expires."""

    key: Key
    name: Line = Field(max_length=150)
    description: str = ""
    criteria: str = ""
    validity_months: int | None = Field(None, ge=1, le=120)


class CourseForm(Form):
    """The file ``course.yaml``. ``families``: of exercises that a completion asks for; ``modules``: their folders, in order."""

    key: Key
    title: Title
    summary: str = ""
    achievement: AchievementForm
    families: list[Literal["protect", "detain", "conduct"]] = []
    modules: list[Key] = Field(min_length=1)


# --- Law -----------------------------------------------------------------------------------------


class TopicForm(Form):
    key: Key
    name: Line = Field(max_length=100)


class InstrumentForm(Form):
    """``short``: as citations begin; it is part of every citation of its rules."""

    key: Key
    short: Line = Field(max_length=60)
    title: Line = Field(max_length=300)
    kind: Literal["treaty", "custom", "resolution", "un-policy", "declaration", "judgment", "principles"]
    year: int | None = Field(None, ge=1, le=9999)
    issuer: str = Field("", max_length=150)
    url: Url = ""
    gist: str = ""


class RuleForm(Form):
    """``same_as``: citations of rules that say the same in another body of law. ``reference``: why the course leaves the rule
    out; ``unasked``: why it is taught, but no question asks for it; ``formerly``: citations under which it was published before.
    """

    provision: Line = Field(max_length=60)
    title: Line = Field(max_length=150)
    gist: Line
    applies: Literal["iac", "niac", "armed-conflict", "always", "un-policy"]
    topics: list[Key] = []
    card: bool = False
    url: Url = ""
    review: str = ""
    same_as: list[Line] = []
    formerly: list[Line] = []
    reference: str = ""
    unasked: str = ""


class TermForm(Form):
    """A word of the glossary. ``key``: given in translations only, as the original's address: its term in small letters."""

    key: Key | Literal[""] = ""
    term: Line = Field(max_length=100)
    says: Line
    cites: list[Line] = []

    @property
    def address(self) -> str:
        return self.key or slugify(self.term)


class GlossaryFile(RootModel[list[TermForm]]):
    pass


class TopicsFile(RootModel[list[TopicForm]]):
    pass


class InstrumentsFile(RootModel[list[InstrumentForm]]):
    pass


class RulesFile(RootModel[list[RuleForm]]):
    pass


# --- Modules and lessons -------------------------------------------------------------------------


class ModuleForm(Form):
    """``level`` holds for every activity of the module that names none."""

    title: Title
    number: int = Field(ge=1, le=99)
    level: LevelName = "everyone"
    summary: str = ""
    objectives: list[Line] = []
    activities: list[Annotated[str, StringConstraints(max_length=120), AfterValidator(activity_path)]] = Field(min_length=1)


class ActivityForm(Form):
    """What every activity says of itself for the outline."""

    title: Title
    level: LevelName = "everyone"
    summary: Summary = ""


class NoteForm(Form):
    """The front matter of an instructor’s note and of a card."""

    title: Title


class LessonForm(ActivityForm):
    """The front matter of a lesson."""

    number: Line
    minutes: int = Field(ge=1, le=120)
    objectives: list[Line] = Field(min_length=1)
    misconceptions: list[Line] = []
    cites: list[Line] = []
    review: list[Line] = []
    cptm: str = ""


# --- Quizzes; the questions themselves: item_forms.py -------------------------------------------


class DrawForm(Form):
    """One row of a blueprint. ``count``: so many items are drawn; ``minimum``: so many of them must be right."""

    topic: Key | None = None
    level: LevelName | None = None
    difficulty: Literal["easy", "medium", "hard"] | None = None
    count: int = Field(ge=1, le=100)
    minimum: int | None = Field(None, ge=1, le=100)

    @model_validator(mode="after")
    def minimum_within_the_draw(self) -> DrawForm:
        if self.minimum is not None and self.minimum > self.count:
            raise ValueError("more must be right than are drawn")
        return self


class QuizForm(ActivityForm):
    """``minutes``: what it usually takes; ``time_limit``: minutes after which it ends. ``pass_mark``: per cent; ``attempts``:
    None allows any number; ``required``: whether the course is complete only with it; ``bank``: “written” draws from the open
    answers of the module, which a trainer marks."""

    minutes: int = Field(ge=1, le=240)
    policy: Literal["practice", "certification", "survey"] = "certification"
    pass_mark: int = Field(80, ge=0, le=100)
    critical_topics: list[Key] = []
    attempts: int | None = Field(None, ge=1, le=SMALL)
    wait_hours: int = Field(0, ge=0, le=SMALL)
    time_limit: int | None = Field(None, ge=1, le=SMALL)
    opens: Literal["anytime", "after-module", "after-course"] = "after-module"
    required: bool = True
    bank: Literal["written"] | None = None
    draw: list[DrawForm] = Field(min_length=1)

    @model_validator(mode="after")
    def no_examination_waits_for_a_marker(self) -> QuizForm:
        if self.bank == "written" and (self.policy == "certification" or self.required):
            raise ValueError("what a trainer marks is drawn into a practice or a survey that is not required, and nowhere else")
        return self


# --- The training standard -----------------------------------------------------------------------


class MappedForm(Form):
    """What one lesson answers to: lessons of the standard by number, its topics, and other packages that hold it."""

    lesson: Line = Field(max_length=10)
    cptm: list[Line] = []
    topics: list[Line] = []
    also: list[Line] = []


class MappingFile(Form):
    """The file ``mapping.yaml``. ``edition``: of the training standard that it speaks of."""

    edition: Line = Field(max_length=100)
    review: list[Line] = []
    lessons: list[MappedForm] = Field(min_length=1)
