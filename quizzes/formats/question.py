"""What every format is read into: a neutral question, and what was found where."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

STRICT = ConfigDict(extra="forbid")  # the house's own JSON: what is not known is refused, not dropped
ElementName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,60}$")]
Markup = Literal["plain", "html", "markdown", "moodle"]
Simple = Literal["single", "multiple", "true-false", "matching", "ordering", "numerical", "short-answer", "open-answer"]
Kind = Literal[Simple, "hotspot", "situation-set"]  # the last two, the house's own JSON alone can say
PerCent = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=-1, le=1)]
Tolerance = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Factor = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Points = Annotated[int, Field(ge=1, le=20)]


class Verdict(StrEnum):
    """What becomes of a question that was found. Every question has exactly one."""

    ACCEPTED = "accepted"
    DRAFT = "draft"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class File:
    """A picture or sound that travels inside the file; ``content`` as written there."""

    __pydantic_config__ = STRICT

    name: str
    content: str
    encoding: str = "base64"
    path: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was written, in its own markup. Made plain before anybody is shown it (``plain``)."""

    __pydantic_config__ = STRICT

    text: str = ""
    markup: Markup = "plain"
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An option or an accepted answer. ``share`` of the mark, −1 … 1; ``tolerance`` in the unit of a number, inclusive.

    In an ordering question the answers stand in their right order.
    """

    __pydantic_config__ = STRICT

    text: Text
    share: Share = 0.0
    feedback: Text = field(default_factory=Text)
    tolerance: Tolerance | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A stem and the choice that belongs to it; an empty stem adds a choice that belongs to none."""

    __pydantic_config__ = STRICT

    stem: Text
    choice: str
    feedback: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a number; what is given in it is multiplied by ``factor`` to be in the unit of the answers."""

    __pydantic_config__ = STRICT

    name: str
    factor: Factor = 1.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the rubric by which an open answer is marked."""

    __pydantic_config__ = STRICT

    text: str
    points: Points
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a question shows: the picture itself, what it shows in words, and whose it is."""

    __pydantic_config__ = STRICT

    file: File
    alternative: str
    credit: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a picture, in per cent of its size; ``text``: what is there, in words."""

    __pydantic_config__ = STRICT

    text: str
    left: PerCent
    top: PerCent
    width: PerCent
    height: PerCent
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """What a format says beyond the house's words, kept to be handed back to it on export."""

    __pydantic_config__ = STRICT

    tag: ElementName
    attributes: dict[ElementName, str] = field(default_factory=dict)
    text: str = ""
    children: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where an item stands in the house: what no other program's format has a place for. ``level``: 1 … 3; ``rules``: slugs."""

    __pydantic_config__ = STRICT

    key: str = ""
    language: str = ""
    topic: str = ""
    level: int | None = None
    is_critical: bool = False
    difficulty: str = ""
    misconception: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question in no format's own terms. ``moodle``: what Moodle XML says of it beyond; ``picture`` and ``places``: of a
    select-on-image; ``parts``: the questions on a situation, each with a shelf of its own."""

    __pydantic_config__ = STRICT

    kind: Kind
    stem: Text
    name: str = ""
    feedback: Text = field(default_factory=Text)
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    case_sensitive: bool = False
    all_or_nothing: bool = False
    category: str = ""
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_needed: bool = False
    criteria: tuple[Criterion, ...] = ()
    model_answer: str = ""
    keeps_order: bool = False
    picture: Picture | None = None
    places: tuple[Place, ...] = ()
    parts: tuple[ParsedQuestion, ...] = ()
    moodle: tuple[Element, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)


@dataclass(frozen=True, slots=True)
class Found:
    """One question found in a file, from its line: read without doubt, read with warnings, or refused with a reason."""

    file: str
    line: int
    title: str
    question: ParsedQuestion | None = None
    warnings: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def verdict(self) -> Verdict:
        if self.refusal or self.question is None:
            return Verdict.REFUSED
        return Verdict.DRAFT if self.warnings else Verdict.ACCEPTED

    @property
    def reasons(self) -> tuple[str, ...]:
        return (self.refusal,) if self.refusal else self.warnings


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in a file; or its ``fault``, why the file as a whole cannot be read, with the line."""

    found: tuple[Found, ...] = ()
    fault: Found | None = None

    def of(self, verdict: Verdict) -> list[Found]:
        return [each for each in self.found if each.verdict == verdict]


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class QuestionRefused(ValueError):
    """This question cannot be read; the message says why."""
