"""The form of the questions in ``bank.yaml``: of what kind each is, and the parts that belong to the kind."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from curriculum.schema import Form, Key, LevelName, Line, key_word
from curriculum.story_forms import ImageForm

CHOICES = ("single", "multiple", "true-false")
PARTS = {
    **dict.fromkeys(CHOICES, "options"),
    "matching": "pairs",
    "ordering": "steps",
    "short-answer": "answers",
    "numerical": "numbers",
    "situation-set": "questions",
    "hotspot": "places",
    "open-answer": "criteria",
}
Side = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=2)]


class OptionForm(Form):
    """Exactly one of ``right`` and ``wrong``, which holds the text; ``because``: the rationale."""

    right: Line | None = Field(None, max_length=300)
    wrong: Line | None = Field(None, max_length=300)
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
        if "of the above" in self.text.casefold():
            raise ValueError("options are shuffled, so none may speak of those above it")
        return self

    @property
    def text(self) -> str:
        return self.right or self.wrong or ""


class PlaceForm(OptionForm):
    """A place on the picture. ``at``: from the left, from the top, width and height, in per cent of the picture."""

    at: tuple[Side, Side, Side, Side]

    @model_validator(mode="after")
    def inside(self) -> PlaceForm:
        left, top, width, height = self.at
        if not (width and height) or left + width > 100 or top + height > 100:
            raise ValueError("a place lies within the picture: left and width, top and height make at most 100")
        return self


class PictureForm(ImageForm):
    """In the folder ``media`` beside the bank. ``credit``: whose it is."""

    credit: Line = Field(max_length=150)


class CriterionForm(Form):
    """A line of the rubric. ``guidance``: what earns all points, and what some of them."""

    criterion: Line = Field(max_length=200)
    points: int = Field(ge=1, le=20)
    guidance: Line


class PairForm(Form):
    """Without ``left`` the right side fits nowhere and misleads; nobody would ever read a reason for it."""

    left: Line | None = Field(None, max_length=300)
    right: Line = Field(max_length=300)
    because: Line | None = None

    @model_validator(mode="after")
    def a_reason_for_each_pair(self) -> PairForm:
        if (self.left is None) != (self.because is None):
            raise ValueError("a pair has left, right and because; what fits nowhere has right alone")
        return self


class StepForm(Form):
    """A step in its right place: the order of the file is the key."""

    step: Line = Field(max_length=300)
    because: Line


class EarningForm(Form):
    """What may be typed. ``share``: per cent of the mark."""

    accept: Any
    share: int = Field(100, ge=0, le=100)
    because: Line


class AnswerForm(EarningForm):
    """A short answer that is accepted."""

    accept: Line = Field(max_length=250)


class NumberForm(EarningForm):
    """A number that is accepted, from ``accept`` − ``tolerance`` to ``accept`` + ``tolerance``, both included."""

    accept: Decimal = Field(max_digits=15, allow_inf_nan=False)
    tolerance: Decimal = Field(Decimal(0), ge=0, max_digits=15)


class UnitForm(Form):
    """``factor``: what an answer in this unit is multiplied by."""

    unit: Line = Field(max_length=20)
    factor: Decimal = Field(Decimal(1), gt=0, max_digits=15)


class QuestionForm(Form):
    """What is asked, alone or as one of several on a situation. Of its lists it has the one that belongs to its kind."""

    kind: str
    stem: Line
    options: list[OptionForm] = Field([], max_length=8)
    pairs: list[PairForm] = Field([], max_length=10)
    steps: list[StepForm] = Field([], max_length=10)
    answers: list[AnswerForm] = Field([], max_length=10)
    numbers: list[NumberForm] = Field([], max_length=10)
    units: list[UnitForm] = Field([], max_length=10)
    image: PictureForm | None = None
    places: list[PlaceForm] = Field([], max_length=12)

    @model_validator(mode="after")
    def parts_fit_the_kind(self) -> Self:
        wanted, given = PARTS[self.kind], {name for name in {*PARTS.values()} if getattr(self, name, None)}
        if given != {wanted} or (self.units and self.kind != "numerical"):
            raise ValueError(f"a {self.kind} item has {wanted}, and no other list")
        if (self.image is not None) != (self.kind == "hotspot"):
            raise ValueError("a hotspot item has an image, and no other kind has one")
        for holds, fault in FAULTS[self.kind]:
            if holds(self):
                raise ValueError(fault.format(kind=self.kind, right=self.right))
        return self

    @property
    def typed(self) -> list[EarningForm]:
        return [*self.answers, *self.numbers]

    @property
    def right(self) -> int:
        """How many options are right."""
        return sum(option.right is not None for option in [*self.options, *self.places])

    @property
    def lefts(self) -> list[str]:
        return [pair.left for pair in self.pairs if pair.left]

    @property
    def texts(self) -> list[str]:
        """What its learner reads below the stem."""
        steps = [step.step for step in self.steps]
        shown = [option.text for option in [*self.options, *self.places]]
        return [*shown, *self.lefts, *(pair.right for pair in self.pairs), *steps, *([self.image.alt] if self.image else [])]

    @property
    def claims(self) -> list[str]:
        """Each part with its verdict and its reason, for a legal adviser."""
        return [
            *(f"{'✓' if o.right else '✗'} {o.text} ({o.because})" for o in [*self.options, *self.places]),
            *(f"{p.left or '–'} → {p.right} ({p.because or 'fits nowhere'})" for p in self.pairs),
            *(f"{n}. {s.step} ({s.because})" for n, s in enumerate(self.steps, start=1)),
            *(f"{a.share} % for {a.accept} ({a.because})" for a in self.typed),
        ]


def _repeats(texts: list[str]) -> bool:
    return len({" ".join(text.split()).casefold() for text in texts}) != len(texts)


def _earns_nothing(form: QuestionForm) -> bool:
    return all(answer.share < 100 for answer in form.typed)


def _accepts_everything(form: QuestionForm) -> bool:
    return any(not answer.accept.strip("* ") and answer.share for answer in form.answers)


Fault = tuple[Callable[[QuestionForm], bool], str]
ONE_RIGHT: Fault = (lambda form: form.right != 1, "a {kind} item has exactly one right option, not {right}")
NO_TWINS: Fault = (lambda form: _repeats([option.text for option in form.options]), "two options say the same")
AN_ANSWER: Fault = (_earns_nothing, "at least one answer earns 100")
FAULTS: dict[str, list[Fault]] = {
    "single": [ONE_RIGHT, (lambda form: len(form.options) < 2, "an item has two options at least"), NO_TWINS],
    "multiple": [
        (
            lambda form: not 2 <= form.right < len(form.options),
            "a multiple item has two or more right options and at least one wrong one",
        ),
        NO_TWINS,
    ],
    "true-false": [
        ONE_RIGHT,
        (
            lambda form: sorted(option.text for option in form.options) != ["False", "True"],
            "a true-false item has exactly the options True and False",
        ),
    ],
    "matching": [
        (lambda form: len(form.lefts) < 2 or len({pair.right for pair in form.pairs}) < 2, "two pairs at least differ"),
        (lambda form: _repeats(form.lefts), "two left sides say the same"),
    ],
    "ordering": [
        (lambda form: len(form.steps) < 3, "an order has three steps at least"),
        (lambda form: _repeats([step.step for step in form.steps]), "two steps say the same"),
    ],
    "short-answer": [AN_ANSWER, (_accepts_everything, "“*” alone accepts everything; it can only earn 0")],
    "numerical": [AN_ANSWER],
    "situation-set": [],
    "hotspot": [
        (lambda form: not 0 < form.right < len(form.places), "a hotspot item has a right place at least, and a wrong one"),
        (lambda form: _repeats([place.text for place in form.places]), "two places say the same"),
    ],
    "open-answer": [
        (lambda form: _repeats([each.criterion for each in getattr(form, "criteria", [])]), "two criteria say the same"),
    ],
}


PartKind = Literal["single", "multiple", "true-false", "matching", "ordering", "short-answer", "numerical", "hotspot"]


class PartForm(QuestionForm):
    """One question of several on a situation; topic, level and whatever else counts are those of the situation."""

    kind: PartKind
    cites: list[Line] = []


class ItemForm(QuestionForm):
    """A question of a bank. It cites at least one rule; ``questions``: of a situation set only; ``criteria`` and ``model``, the
    model answer: of an open answer only."""

    key: Annotated[str, StringConstraints(max_length=75), AfterValidator(key_word)]
    kind: Literal[PartKind, "situation-set", "open-answer"]
    topic: Key
    level: LevelName = "everyone"
    critical: bool = False
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    cites: list[Line] = Field(min_length=1)
    misconception: str = Field("", max_length=300)
    questions: list[PartForm] = Field([], max_length=6)
    criteria: list[CriterionForm] = Field([], max_length=8)
    model: str = ""

    @model_validator(mode="after")
    def model_of_an_open_answer(self) -> Self:
        if bool(self.model) != (self.kind == "open-answer"):
            raise ValueError("an open-answer item has a model, and no other kind has one")
        return self

    @property
    def texts(self) -> list[str]:
        inner = [text for question in self.questions for text in (question.stem, *question.texts)]
        return [*super().texts, *inner]

    @property
    def claims(self) -> list[str]:
        inner = [text for question in self.questions for text in (question.stem, *question.claims)]
        rubric = [f"{each.points} points for {each.criterion} ({each.guidance})" for each in self.criteria]
        return [*super().claims, *inner, *rubric, *([self.model] if self.model else [])]

    @property
    def all_cites(self) -> list[str]:
        return list(dict.fromkeys([*self.cites, *(each for question in self.questions for each in question.cites)]))


class BankForm(Form):
    """A file ``bank.yaml``, or ``written.yaml`` with the open answers, from which no examination draws."""

    title: Line = Field(max_length=150)
    items: list[ItemForm] = Field(min_length=1)
