"""The form of a scenario file. Short words for effects and conditions are checked here, each with its line."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from curriculum.markdown import only_paragraphs
from curriculum.schema import SMALL, ActivityForm, Form, Key, Line
from curriculum.wording import bound, effect, test

Effect = Annotated[Line, AfterValidator(lambda text: effect(text) and text)]
Test = Annotated[Line, AfterValidator(lambda text: test(text) and text)]
Bound = Annotated[Line, AfterValidator(lambda text: bound(text) and text)]
Prose = Annotated[str, AfterValidator(only_paragraphs)]
Told = Annotated[Line, AfterValidator(only_paragraphs)]
PartTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class ConditionForm(Form):
    all: list[Test] = []
    any: list[Test] = []

    @model_validator(mode="after")
    def one_way(self) -> ConditionForm:
        if bool(self.all) == bool(self.any):
            raise ValueError("give either all: or any:, with at least one condition")
        return self


class ChoiceForm(Form):
    key: Key
    text: Line = Field(max_length=300)
    to: Key
    quality: Literal["right", "acceptable", "wrong", "unlawful"]
    effects: list[Effect] = []
    when: ConditionForm | None = None
    unmet: str = Field("hide", max_length=200)
    consequence: Prose = ""
    feedback: Prose = ""
    better: Key | None = None
    cites: list[Line] = []


class RouteForm(Form):
    when: ConditionForm | None = None
    to: Key


class SceneForm(Form):
    key: Key
    title: PartTitle
    body: Told
    seconds: int | None = Field(None, ge=5, le=600)
    timeout: Key | None = None
    checkpoint: bool = False
    choices: list[ChoiceForm] = []
    routes: list[RouteForm] = []


class BandForm(Form):
    up_to: int
    says: Line = Field(max_length=200)


class MeterForm(Form):
    key: Key
    name: Line = Field(max_length=60)
    start: int = Field(ge=0, le=20)
    max: int = Field(ge=1, le=20)
    good: Literal["high", "low"] = "high"
    hidden: bool = False
    bands: list[BandForm] = []


class FlagForm(Form):
    key: Key
    name: PartTitle


class EndingForm(Form):
    key: Key
    title: PartTitle
    outcome: Literal["good", "mixed", "bad"]
    body: Told
    debrief: Told


class PassesForm(Form):
    unlawful: int = Field(0, ge=0, le=SMALL)
    meters: list[Bound] = []


class ScenarioForm(ActivityForm):
    number: str = ""
    minutes: int = Field(ge=1, le=120)
    family: Literal["protect", "detain", "conduct"]
    role: Line
    meters: list[MeterForm] = Field(min_length=1)
    flags: list[FlagForm] = []
    start: Key
    scenes: list[SceneForm] = Field(min_length=1)
    endings: list[EndingForm] = Field(min_length=1)
    passes: PassesForm = Field(default_factory=lambda: PassesForm(unlawful=0))
    review: list[Line] = []
