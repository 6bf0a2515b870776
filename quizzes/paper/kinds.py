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

EMPTY = {"", "-", "–", "0"}  # typed for a question that was left out


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


def letters(typed: str, most: int) -> list[int]:
    """Places of the letters that were typed, “a c” and “AC” alike. Raises ResponseRefused."""
    found = [ascii_uppercase.find(letter) for letter in re.sub(r"[\s,;.]+", "", typed.upper())]
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
        return _("Letters: B, or A C")


class Ordered(Chosen):
    """A letter for each place."""

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"pairs": len(order)}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        places = letters(typed, len(order))
        if len(set(places)) < len(places):
            raise ResponseRefused(_("A letter stands there twice."))
        return {"places": {order[letter]: place for place, letter in enumerate(places, start=1)}}

    @property
    def hint(self) -> str:
        return _("Letters from first to last: C A B")


class Paired:
    """A letter for each left side; a dash where none was written."""

    def printed(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        texts = {choice["id"]: choice["text"] for choice in content["choices"]}
        return {"stems": [stem["text"] for stem in content["stems"]], "options": [texts[each] for each in order]}

    def box(self, content: Content, order: Sequence[str]) -> dict[str, Any]:
        return {"pairs": len(content["stems"])}

    def read(self, content: Content, order: Sequence[str], typed: str) -> dict[str, Any]:
        marks = re.findall(r"[A-Z\-–]", typed.upper())
        stems = [stem["id"] for stem in content["stems"]]
        if len(marks) != len(stems):
            raise ResponseRefused(_("Type %(number)d letters, a dash for each that is empty.") % {"number": len(stems)})
        pairs = zip(stems, marks, strict=True)
        return {"pairs": {stem: order[letters(mark, len(order))[0]] for stem, mark in pairs if mark not in EMPTY}}

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
    "single": Chosen(),
    "multiple": Chosen(),
    "true-false": Chosen(),
    "matching": Paired(),
    "ordering": Ordered(),
    "numerical": Written(),
    "short-answer": Written(),
}


def is_empty(kind: str, typed: str) -> bool:
    """Nothing stands on the sheet. A nought is a number."""
    return typed in (EMPTY if kind != "numerical" else EMPTY - {"0"})
