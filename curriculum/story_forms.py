"""The form of a scenario file. Short words for effects and conditions are checked here, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints, ValidationError, model_validator

from curriculum.markdown import only_paragraphs
from curriculum.schema import SMALL, ActivityForm, Form, Key, Line
from curriculum.wording import bound, effect, test

Effect = Annotated[Line, AfterValidator(lambda text: effect(text) and text)]
Test = Annotated[Line, AfterValidator(lambda text: test(text) and text)]
Bound = Annotated[Line, AfterValidator(lambda text: bound(text) and text)]
Prose = Annotated[str, AfterValidator(only_paragraphs)]
Told = Annotated[Line, AfterValidator(only_paragraphs)]
PartTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class GroupForm(Form):
    """Conditions joined by all or by any."""

    all: list[Test] = []
    any: list[Test] = []

    @model_validator(mode="after")
    def one_way(self) -> GroupForm:
        if bool(self.all) == bool(self.any):
            raise ValueError("give either all: or any:, with at least one condition")
        return self


def test_or_group(part: Any) -> str | GroupForm:
    """Told apart by their shape, so that a fault is told once and as what was meant."""
    if isinstance(part, str) and test(part):
        return part
    try:
        return GroupForm.model_validate(part)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"].removeprefix("Value error, ")) from None


TestOrGroup = Annotated[Any, AfterValidator(test_or_group)]


class ConditionForm(GroupForm):
    """One level of grouping: within its list, ``{any: [...]}`` or ``{all: [...]}`` may stand beside plain conditions."""

    all: list[TestOrGroup] = []  # type: ignore[assignment]
    any: list[TestOrGroup] = []  # type: ignore[assignment]


class ChoiceForm(Form):
    """``to``: a scene or an ending. ``unmet``: “hide”, or why the choice is closed while its condition is not met."""

    key: Key
    text: Line = Field(max_length=300)
    to: Key | Literal[""] = ""
    quality: Literal["right", "acceptable", "wrong", "unlawful"]
    effects: list[Effect] = []
    when: ConditionForm | None = None
    unmet: str = Field("hide", max_length=200)
    consequence: Prose = ""
    feedback: Prose = ""
    better: Key | None = None
    cites: list[Line] = []


class RouteForm(Form):
    """Without ``when`` it is always taken."""

    when: ConditionForm | None = None
    to: Key


class MediaForm(Form):
    """A file in the folder ``media`` beside the scenario file, and the same in words."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*\.[a-z0-9]+$", max_length=100)]
    _path: Path | None = PrivateAttr(None)

    @property
    def words(self) -> str:
        raise NotImplementedError

    @property
    def path(self) -> Path | None:
        return self._path

    @path.setter
    def path(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes:
        """Raises FileNotFoundError before the file was looked for."""
        if self._path is None:
            raise FileNotFoundError(self.file)
        return self._path.read_bytes()


class ImageForm(MediaForm):
    """``alt``: what is seen, for those who cannot."""

    alt: Line = Field(max_length=300)

    @property
    def words(self) -> str:
        return self.alt


class SoundForm(MediaForm):
    says: Line  # what is heard, for those who cannot

    @property
    def words(self) -> str:
        return self.says


class SceneForm(Form):
    """``seconds``: to decide in, then ``timeout`` is chosen. ``at``: [x, y] on the authors' map."""

    key: Key
    title: PartTitle
    body: Told
    image: ImageForm | None = None
    sound: SoundForm | None = None
    seconds: int | None = Field(None, ge=5, le=600)
    timeout: Key | None = None
    checkpoint: bool = False
    group: str = Field("", max_length=60)
    note: str = ""
    at: list[int] | None = Field(None, min_length=2, max_length=2)
    choices: list[ChoiceForm] = []
    routes: list[RouteForm] = []


class BandForm(Form):
    """``says``: of a value above the band below, up to ``up_to``."""

    up_to: int
    says: Line = Field(max_length=200)


class MeterForm(Form):
    """``good``: the end of its range at which things go well."""

    key: Key
    name: Line = Field(max_length=60)
    start: int = Field(ge=-100, le=100)
    min: int = Field(0, ge=-100, le=100)
    max: int = Field(ge=-99, le=100)
    good: Literal["high", "low"] = "high"
    hidden: bool = False
    bands: list[BandForm] = []


class FlagForm(Form):
    key: Key
    name: PartTitle


class EndingForm(Form):
    """``debrief``: what the player reads about it afterwards; ``note``: for authors only."""

    key: Key
    title: PartTitle
    outcome: Literal["good", "mixed", "bad"]
    body: Told
    debrief: Told
    note: str = ""
    at: list[int] | None = Field(None, min_length=2, max_length=2)


class PassesForm(Form):
    """``unlawful``: so many unlawful choices are forgiven; ``meters``: bounds that must hold at the end."""

    unlawful: int = Field(0, ge=0, le=SMALL)
    meters: list[Bound] = []


class ScenarioForm(ActivityForm):
    """A file ``scenarios/<name>.yaml``. ``minutes``: what a play usually takes; ``start``: key of the first scene."""

    number: str = ""
    minutes: int = Field(ge=1, le=120)
    family: Literal["protect", "detain", "conduct"]
    mode: Literal["assessed", "practice"] = "assessed"
    role: Line
    meters: list[MeterForm] = Field(min_length=1)
    flags: list[FlagForm] = []
    start: Key
    scenes: list[SceneForm] = Field(min_length=1)
    endings: list[EndingForm] = Field(min_length=1)
    passes: PassesForm = Field(default_factory=lambda: PassesForm(unlawful=0))
    review: list[Line] = []
