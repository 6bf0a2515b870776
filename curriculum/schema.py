"""The form of the content files, as curriculum/content/README.md describes it for authors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LevelName = Literal["everyone", "ncos", "commanders"]
LEVELS: dict[str, int] = {"everyone": 1, "ncos": 2, "commanders": 3}


class Form(BaseModel):
    """A part of a file; an unknown word in it is a fault, never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AchievementForm(Form):
    key: Key
    name: Line
    description: str = ""
    criteria: str = ""
    validity_months: int | None = Field(None, ge=1, le=120)


class CourseForm(Form):
    key: Key
    title: Line
    summary: str = ""
    achievement: AchievementForm
    modules: list[Line] = Field(min_length=1)


class TopicForm(Form):
    key: Key
    name: Line


class InstrumentForm(Form):
    key: Key
    short: Line
    title: Line
    kind: Literal["treaty", "custom", "resolution", "un-policy", "declaration", "judgment", "principles"]
    year: int | None = None
    issuer: str = ""
    url: str = ""
    gist: str = ""


class RuleForm(Form):
    provision: Line
    title: Line
    gist: Line
    applies: Literal["iac", "niac", "armed-conflict", "always", "un-policy"]
    topics: list[Key] = []
    card: bool = False
    url: str = ""
    review: str = ""


class TopicsFile(RootModel[list[TopicForm]]):
    pass


class InstrumentsFile(RootModel[list[InstrumentForm]]):
    pass


class RulesFile(RootModel[list[RuleForm]]):
    pass


class ModuleForm(Form):
    title: Line
    number: int = Field(ge=1, le=99)
    level: LevelName = "everyone"
    summary: str = ""
    objectives: list[Line] = []
    activities: list[Line] = Field(min_length=1)


class LessonForm(Form):
    """The front matter of a lesson."""

    title: Line
    number: str
    level: LevelName = "everyone"
    minutes: int = Field(ge=1, le=120)
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    objectives: list[Line] = Field(min_length=1)
    misconceptions: list[Line] = []
    cites: list[Line] = []
    review: list[Line] = []
    cptm: str = ""


class OptionForm(Form):
    right: Line | None = None
    wrong: Line | None = None
    because: Line

    @model_validator(mode="before")
    @classmethod
    def words_for_truth(cls, data: Any) -> Any:
        """YAML reads a bare True as a truth value; authors mean the word."""
        if isinstance(data, dict):
            return {k: str(v) if isinstance(v, bool) else v for k, v in data.items()}
        return data

    @model_validator(mode="after")
    def one_verdict(self) -> OptionForm:
        if (self.right is None) == (self.wrong is None):
            raise ValueError("an option is either right or wrong")
        return self

    @property
    def text(self) -> str:
        return self.right or self.wrong or ""


class ItemForm(Form):
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
    kind: Literal["single", "multiple", "true-false"]
    topic: Key
    level: LevelName = "everyone"
    critical: bool = False
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    cites: list[Line] = Field(min_length=1)
    misconception: str = ""
    stem: Line
    options: list[OptionForm] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def options_fit_the_kind(self) -> ItemForm:
        right = sum(option.right is not None for option in self.options)
        texts = [option.text for option in self.options]
        if self.kind in {"single", "true-false"} and right != 1:
            raise ValueError(f"a {self.kind} item has exactly one right option, not {right}")
        if self.kind == "multiple" and right < 2:
            raise ValueError("a multiple item has two or more right options")
        if self.kind == "true-false" and sorted(texts) != ["False", "True"]:
            raise ValueError("a true-false item has exactly the options True and False")
        if len(set(texts)) != len(texts):
            raise ValueError("two options say the same")
        return self


class BankForm(Form):
    title: Line
    items: list[ItemForm] = Field(min_length=1)


class DrawForm(Form):
    topic: Key | None = None
    count: int = Field(ge=1, le=100)


class QuizForm(Form):
    title: Line
    minutes: int = Field(ge=1, le=240)
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    level: LevelName = "everyone"
    policy: Literal["practice", "certification", "survey"] = "certification"
    pass_mark: int = Field(80, ge=0, le=100)
    attempts: int | None = Field(None, ge=1)
    wait_hours: int = Field(0, ge=0)
    time_limit: int | None = Field(None, ge=1)
    opens: Literal["anytime", "after-module", "after-course"] = "after-module"
    draw: list[DrawForm] = Field(min_length=1)


class ConditionForm(Form):
    all: list[Line] = []
    any: list[Line] = []

    @model_validator(mode="after")
    def one_way(self) -> ConditionForm:
        if bool(self.all) == bool(self.any):
            raise ValueError("give either all: or any:, with at least one condition")
        return self


class ChoiceForm(Form):
    key: Key
    text: Line
    to: Key
    quality: Literal["right", "acceptable", "wrong", "unlawful"]
    effects: list[Line] = []
    when: ConditionForm | None = None
    unmet: str = "hide"
    consequence: str = ""
    feedback: str = ""
    better: Key | None = None
    cites: list[Line] = []


class RouteForm(Form):
    when: ConditionForm | None = None
    to: Key


class SceneForm(Form):
    key: Key
    title: Line
    body: Line
    seconds: int | None = Field(None, ge=5, le=600)
    timeout: Key | None = None
    checkpoint: bool = False
    choices: list[ChoiceForm] = []
    routes: list[RouteForm] = []


class BandForm(Form):
    up_to: int
    says: Line


class MeterForm(Form):
    key: Key
    name: Line
    start: int = Field(ge=0, le=20)
    max: int = Field(ge=1, le=20)
    good: Literal["high", "low"] = "high"
    hidden: bool = False
    bands: list[BandForm] = []


class FlagForm(Form):
    key: Key
    name: Line


class EndingForm(Form):
    key: Key
    title: Line
    outcome: Literal["good", "mixed", "bad"]
    body: Line
    debrief: Line


class PassesForm(Form):
    unlawful: int = Field(0, ge=0)
    meters: list[Line] = []


class ScenarioForm(Form):
    title: Line
    number: str = ""
    level: LevelName = "everyone"
    minutes: int = Field(ge=1, le=120)
    family: Literal["protect", "detain", "conduct"]
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    role: Line
    meters: list[MeterForm] = Field(min_length=1)
    flags: list[FlagForm] = []
    start: Key
    scenes: list[SceneForm] = Field(min_length=1)
    endings: list[EndingForm] = Field(min_length=1)
    passes: PassesForm = Field(default_factory=lambda: PassesForm(unlawful=0))
    review: list[Line] = []
