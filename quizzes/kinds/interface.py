"""What every kind of item can do. Plain values in, plain values out; no kind imports a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, Protocol

Content = dict[str, Any]  # what may be shown: {stem, …}; choices keep {options: [{id, text}]}, each other kind says what it keeps
AnswerKey = dict[str, Any]  # what may not; choices keep {fractions: {option id: number}, rationales: {option id: text}}
Response = dict[str, Any]  # what the learner answered, e.g. {chosen: [option ids]}
Shuffle = Callable[[list[str]], list[str]]  # ids in the order that chance gives them in this attempt

PLACES = 7  # of a stored fraction
ID_LENGTH = 10


class ResponseRefused(ValueError):
    """The response does not fit the item; the message is for the learner."""


class Posted(Protocol):
    """A posted form, as far as a kind reads it."""

    def __iter__(self) -> Iterator[Any]: ...

    def getlist(self, key: str) -> list[Any]: ...


@dataclass(frozen=True)
class Revealed:
    """One line of the key, shown after practice: an option, an accepted answer, a pair."""

    text: str
    is_right: bool
    is_chosen: bool
    rationale: str


@dataclass(frozen=True)
class Inner:
    """One question of a situation: its id there, its kind by name, what may be shown of it and its key."""

    id: str
    kind: str
    content: Content
    answer_key: AnswerKey


@dataclass(frozen=True)
class Alone:
    """The answer to one question of a situation: its stem, the answer in words, and a response that holds it alone."""

    id: str
    stem: str
    words: str
    is_answered: bool
    response: Response


class Kind(Protocol):
    """One kind of item, from the author's form to the mark."""

    @property
    def name(self) -> str: ...

    @property
    def template(self) -> str: ...

    @property
    def scripts(self) -> tuple[str, ...]:
        """Static files that make its form more comfortable; it works without."""
        ...

    @property
    def is_marked_by_hand(self) -> bool:
        """Whether a trainer marks what was answered; ``mark`` says nothing then."""
        ...

    @property
    def fields(self) -> tuple[str, ...]:
        """Of the item, which its author fills in for this kind beside the stem."""
        ...

    @property
    def most_answers(self) -> int:
        """How often one question may be answered in one attempt."""
        ...

    @property
    def can_be_emptied(self) -> bool:
        """Whether a form can take an answer back."""
        ...

    def faults(self, item: Any) -> list[str]:
        """What must be mended before the item can be used, in sentences for the author."""
        ...

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """Parts what may be shown from what may not."""
        ...

    def lay_out(self, content: Content, shuffle: Shuffle) -> list[str]:
        """The ids of what is shown in an order of its own, in the order of this attempt."""
        ...

    def view(self, question: Any) -> Any:
        """What the template needs, from a question's content, order and response."""
        ...

    def read_form(self, form: Posted, name: str, content: Content) -> dict[str, Any]:
        """The answer as a form without JavaScript posts it."""
        ...

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """The response in its one canonical shape. Raises ResponseRefused."""
        ...

    def pieces(self, response: Response) -> list[Response]:
        """The steps that carry a cleaned response, each below 1 KB; the last one makes it stand."""
        ...

    def is_answered(self, response: Response | None) -> bool: ...

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        """The share of the item's mark that the response earns, 0 … 1."""
        ...

    def summarise(self, content: Content, response: Response | None) -> str:
        """The response in words."""
        ...

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        """The key in words, with what was answered."""
        ...

    def questions_in(self, content: Content, answer_key: AnswerKey) -> list[Inner]:
        """The questions of which it is made, each with a mark of its own; none where it is one."""
        ...

    def answers_in(self, content: Content, response: Response | None) -> list[Alone]:
        """The answers to the questions of which it is made, in their order; none where it is one. See ``joined``."""
        ...


class Plain:
    """What holds for most kinds."""

    scripts: tuple[str, ...] = ()
    is_marked_by_hand = False
    most_answers = 100  # far more than anybody needs, few enough that nobody can flood the record

    def pieces(self, response: Response) -> list[Response]:
        return [response]

    def questions_in(self, content: Content, answer_key: AnswerKey) -> list[Inner]:
        return []

    def answers_in(self, content: Content, response: Response | None) -> list[Alone]:
        return []


def joined(responses: Iterable[Response]) -> Response:
    """One response of those that each hold a part of it; a single one is itself."""
    whole: Response = {}
    for response in responses:
        for name, value in response.items():
            known = whole.get(name)
            whole[name] = known | value if isinstance(known, dict) and isinstance(value, dict) else value
    return whole


def exact(number: float) -> Fraction:
    """A stored fraction as the one that was meant: 0.3333333 is a third, so that three of them are one."""
    meant = Fraction(number).limit_denominator(100)
    return meant if abs(meant - Fraction(number)) < Fraction(1, 10**6) else Fraction(str(number))


def stored(fraction: Fraction) -> float:
    """A fraction as it is kept in JSON."""
    return round(float(fraction), PLACES)


def clipped(fraction: Fraction) -> Fraction:
    """Between nothing and all."""
    return min(Fraction(1), max(Fraction(0), fraction))


def opaque_id(item: Any, text: str) -> str:
    """The id of a part of an item. Says nothing about the place in which the author wrote it, nor whether it is right."""
    return sha256(f"{item.translation_key}:{text}".encode()).hexdigest()[:ID_LENGTH]


def raw_parts(item: Any, field: str) -> list[dict[str, Any]]:
    """The values of a stream of parts of an item that is being edited or frozen."""
    return [child["value"] for child in getattr(item, field).raw_data]


def squeezed(text: Any) -> str:
    """A text on one line."""
    return " ".join(str(text or "").split())
