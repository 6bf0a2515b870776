"""What every kind of item can do. Plain values in, plain values out; no kind imports a model."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

Content = dict[str, Any]  # what may be shown: {stem, options: [{id, text}]}
AnswerKey = dict[str, Any]  # what may not: {fractions: {option id: number}, rationales: {option id: text}}
Response = dict[str, Any]  # what the learner answered: {chosen: [option ids]}

PLACES = 7  # of a stored fraction


class ResponseRefused(ValueError):
    """The response does not fit the item; the message is for the learner."""


class Posted(Protocol):
    """A posted form, as far as a kind reads it."""

    def getlist(self, key: str) -> list[Any]: ...


class Kind(Protocol):
    """One kind of item, from the author's form to the mark."""

    name: str
    template: str
    keeps_order: bool  # whether the options stand in their own order in every attempt
    can_be_emptied: bool  # whether a form can take an answer back

    def faults(self, item: Any) -> list[str]:
        """What must be mended before the item can be used, in sentences for the author."""
        ...

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """Parts what may be shown from what may not."""
        ...

    def read_form(self, form: Posted, name: str) -> dict[str, Any]:
        """The answer as a form without JavaScript posts it."""
        ...

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        """The response in its one canonical shape. Raises ResponseRefused."""
        ...

    def is_answered(self, response: Response | None) -> bool: ...

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        """The share of the item's mark that the response earns, 0 … 1."""
        ...

    def summarise(self, content: Content, response: Response | None) -> str:
        """The response in words."""
        ...


def exact(number: float) -> Fraction:
    """A stored fraction as the one that was meant: 0.3333333 is a third, so that three of them are one."""
    meant = Fraction(number).limit_denominator(100)
    return meant if abs(meant - Fraction(number)) < Fraction(1, 10**6) else Fraction(str(number))


def stored(fraction: Fraction) -> float:
    """A fraction as it is kept in JSON."""
    return round(float(fraction), PLACES)
