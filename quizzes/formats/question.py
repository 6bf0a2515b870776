"""What every format is read into: a neutral question, and what was found where."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Markup = Literal["plain", "html", "markdown", "moodle"]
Kind = Literal["single", "multiple", "true-false", "matching", "ordering", "numerical", "short-answer", "open-answer"]


class Verdict(StrEnum):
    """What becomes of a question that was found. Every question has exactly one."""

    ACCEPTED = "accepted"
    DRAFT = "draft"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class File:
    """A picture or sound that travels inside the file; ``content`` as written there."""

    name: str
    content: str
    encoding: str = "base64"
    path: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was written, in its own markup. Made plain before anybody is shown it (``plain``)."""

    text: str = ""
    markup: Markup = "plain"
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An option or an accepted answer. ``share`` of the mark, −1 … 1; ``tolerance`` in the unit of a number, inclusive.

    In an ordering question the answers stand in their right order.
    """

    text: Text
    share: float = 0.0
    feedback: Text = field(default_factory=Text)
    tolerance: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A stem and the choice that belongs to it; an empty stem adds a choice that belongs to none."""

    stem: Text
    choice: str


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question in no format's own terms. ``extra``: what a format says beyond, by format, handed back to it on export."""

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
    extra: dict[str, Any] = field(default_factory=dict)


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
