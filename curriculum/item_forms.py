"""The form of the questions in ``bank.yaml``: of what kind each is, and the parts that belong to the kind."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from curriculum.schema import Form, Key, LevelName, Line, key_word

CHOICES = ("single", "multiple", "true-false")
PARTS = {
    **dict.fromkeys(CHOICES, "options"),
    "matching": "pairs",
    "ordering": "steps",
    "short-answer": "answers",
    "numerical": "numbers",
    "situation-set": "questions",
}


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

    @model_validator(mode="after")
    def parts_fit_the_kind(self) -> Self:
        wanted, given = PARTS[self.kind], {name for name in {*PARTS.values()} if getattr(self, name, None)}
        if given != {wanted} or (self.units and self.kind != "numerical"):
            raise ValueError(f"a {self.kind} item has {wanted}, and no other list")
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
        return sum(option.right is not None for option in self.options)

    @property
    def lefts(self) -> list[str]:
        return [pair.left for pair in self.pairs if pair.left]

    @property
    def texts(self) -> list[str]:
        """What its learner reads below the stem."""
        steps = [step.step for step in self.steps]
        return [*(option.text for option in self.options), *self.lefts, *(pair.right for pair in self.pairs), *steps]

    @property
    def claims(self) -> list[str]:
        """Each part with its verdict and its reason, for a legal adviser."""
        return [
            *(f"{'✓' if o.right else '✗'} {o.text} ({o.because})" for o in self.options),
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
}


class PartForm(QuestionForm):
    """One question of several on a situation; topic, level and whatever else counts are those of the situation."""

    kind: Literal["single", "multiple", "true-false", "matching", "ordering", "short-answer", "numerical"]
    cites: list[Line] = []


class ItemForm(QuestionForm):
    """A question of a bank. It cites at least one rule; ``questions``: of a situation set only."""

    key: Annotated[str, StringConstraints(max_length=75), AfterValidator(key_word)]
    kind: Literal["single", "multiple", "true-false", "matching", "ordering", "short-answer", "numerical", "situation-set"]
    topic: Key
    level: LevelName = "everyone"
    critical: bool = False
    difficulty: Literal["easy", "medium", "hard"] = "medium"
    cites: list[Line] = Field(min_length=1)
    misconception: str = Field("", max_length=300)
    questions: list[PartForm] = Field([], max_length=6)

    @property
    def texts(self) -> list[str]:
        inner = [text for question in self.questions for text in (question.stem, *question.texts)]
        return [*super().texts, *inner]

    @property
    def claims(self) -> list[str]:
        inner = [text for question in self.questions for text in (question.stem, *question.claims)]
        return [*super().claims, *inner]

    @property
    def all_cites(self) -> list[str]:
        return list(dict.fromkeys([*self.cites, *(each for question in self.questions for each in question.cites)]))


class BankForm(Form):
    """A file ``bank.yaml``."""

    title: Line = Field(max_length=150)
    items: list[ItemForm] = Field(min_length=1)
