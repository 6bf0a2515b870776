"""The kinds that can stand on paper: how each is printed, and how what stands on the answer sheet is typed and read.

A kind that is not here cannot be printed: it needs a screen, or a trainer's judgement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any, Protocol

from django.utils.translation import gettext as _

from quizzes.kinds.interface import Content, ResponseRefused

DASHES = {"-", "–", "—"}
EMPTY = {"", *DASHES}  # typed for a question that was left out
WRITTEN = {"numerical", "short-answer"}


class PaperKind(Protocol):
    """How a kind of question is printed, answered in ink, and typed in again."""

    def printed(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        """What stands below the stem: {options: [texts], stems: [texts]}, each lettered or numbered by the sheet."""
        ...

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        """The row of the answer sheet: {letters: so many to cross}, {pairs: so many boxes for a letter} or {line: true}."""
        ...

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        """What was typed as the kind takes it. Raises ResponseRefused, with a message for who types."""
        ...

    @property
    def hint(self) -> str:
        """How it is typed."""
        ...


def signs(typed: str) -> str:
    """Without what stands between them."""
    return re.sub(r"[\s,;.،؛]+", "", typed.upper())


def letters(typed: str, most: int) -> list[int]:
    """Places of the letters that were typed, “a c” and “AC” alike. Raises ResponseRefused."""
    found = [ascii_uppercase.find(letter) for letter in signs(typed)]
    if any(not 0 <= place < most for place in found):
        raise ResponseRefused(_("Type letters from A to %(last)s.") % {"last": ascii_uppercase[most - 1]})
    return found


class Chosen:
    """Crosses on letters."""

    def printed(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        texts = {option["id"]: option["text"] for option in content["options"]}
        return {"options": [texts[each] for each in order]}

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"letters": len(order)}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        return {"chosen": [order[place] for place in letters(typed, len(order))]}

    @property
    def hint(self) -> str:
        return _("Letters, such as B or A C")


class ChosenOnce(Chosen):
    """One cross."""

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        chosen = super().read(content, order, typed)
        if len(set(chosen["chosen"])) > 1:
            raise ResponseRefused(
                _("Only one cross counts here. If two stand on the sheet, type a dash: it counts as no answer.")
            )
        return chosen

    @property
    def hint(self) -> str:
        return _("One letter, such as B")


class Ordered(Chosen):
    """A letter for each place; a dash where none was written."""

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"pairs": len(order)}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        places = [None if mark in DASHES else letters(mark, len(order))[0] for mark in signs(typed)]
        given = [letter for letter in places if letter is not None]
        if len(places) > len(order):
            raise ResponseRefused(_("There are %(number)d places; more letters were typed.") % {"number": len(order)})
        if len(set(given)) < len(given):
            raise ResponseRefused(
                _("A letter stands there twice. If it does on the sheet, type a dash for both: they do not count.")
            )
        return {"places": {order[letter]: place for place, letter in enumerate(places, start=1) if letter is not None}}

    @property
    def hint(self) -> str:
        return _("Letters from first to last, a dash for none: C - B")


class Paired:
    """A letter for each left side; a dash where none was written."""

    def printed(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        texts = {choice["id"]: choice["text"] for choice in content["choices"]}
        return {"stems": [stem["text"] for stem in content["stems"]], "options": [texts[each] for each in order]}

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"pairs": len(content["stems"])}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        marks = signs(typed)
        stems = [stem["id"] for stem in content["stems"]]
        if len(marks) != len(stems):
            raise ResponseRefused(_("Type %(number)d letters, a dash for each that is empty.") % {"number": len(stems)})
        pairs = zip(stems, marks, strict=True)
        return {"pairs": {stem: order[letters(mark, len(order))[0]] for stem, mark in pairs if mark not in DASHES}}

    @property
    def hint(self) -> str:
        return _("A letter for each, a dash for none: B A - C")


class Written:
    """A word or a number on a line."""

    def printed(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        units = [unit["text"] for unit in content.get("units", [])]
        return {"note": _("Unit: %(units)s") % {"units": ", ".join(units)}} if units else {}

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"line": True}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        return {"text": typed}

    @property
    def hint(self) -> str:
        return _("As it is written")


PAPER_KINDS: dict[str, PaperKind] = {
    "single": ChosenOnce(),
    "multiple": Chosen(),
    "true-false": ChosenOnce(),
    "matching": Paired(),
    "ordering": Ordered(),
    "numerical": Written(),
    "short-answer": Written(),
}


def is_empty(kind: str, typed: str) -> bool:
    """Nothing stands on the sheet. Where something is written, a nought is an answer."""
    return typed in EMPTY or (typed == "0" and kind not in WRITTEN)
