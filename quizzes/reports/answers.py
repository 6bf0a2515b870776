"""What was answered, as the lines of a table: options, pairs, or the words that several people gave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from quizzes.kinds import KINDS
from quizzes.reports.permissions import LEAST_PEOPLE
from quizzes.statistics import Choice

LONGEST = 120  # of an answer in words


@dataclass(frozen=True)
class Version:
    """A frozen item, with the key that is in force. ``identity``: the same in every language."""

    pk: int
    item: int
    number: int
    kind: str
    language: str
    content: dict[str, Any]
    answer_key: dict[str, Any]
    topic: str
    identity: Any
    is_withdrawn: bool = False

    @property
    def stem(self) -> str:
        return str(self.content["stem"])

    @property
    def has_options(self) -> bool:
        return "options" in self.content and "fractions" in self.answer_key


@dataclass(frozen=True)
class Part:
    """One line of the table. ``name``: how a sentence calls it, e.g. “C”."""

    key: str
    name: str
    text: str
    is_right: bool


class Answers:
    """Reads responses to one version; the same response is read once."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._read: dict[str | None, Choice] = {None: ()}

    def choice(self, response: str | None) -> Choice:
        """``response``: as JSON. Empty where the question was left open."""
        if response not in self._read:
            self._read[response] = self._choice(json.loads(response or "null"))
        return self._read[response]

    def _choice(self, response: dict[str, Any] | None) -> Choice:
        kind = KINDS[self.version.kind]
        if not kind.is_answered(response):
            return ()
        if self.version.has_options and response and "chosen" in response:
            return tuple(response["chosen"])
        if "pairs" in self.version.answer_key and response:
            return tuple(f"{stem}:{choice}" for stem, choice in response["pairs"].items())
        return (kind.summarise(self.version.content, response)[:LONGEST],)


def parts_of(version: Version, choices: Sequence[Choice], marks: Sequence[float]) -> list[Part]:
    """The lines of the table. Words that fewer than five people gave are not repeated: they would tell of somebody."""
    if version.has_options:
        shares = version.answer_key["fractions"]
        options = zip(ascii_uppercase, version.content["options"], strict=False)
        return [Part(o["id"], letter, o["text"], shares.get(o["id"], 0) > 0) for letter, o in options]
    given = Counter(part for choice in choices for part in choice)
    common = [part for part, times in given.most_common() if times >= LEAST_PEOPLE]
    if "pairs" in version.answer_key:
        return _pairs(version, common)
    right = {choice[0] for choice, mark in zip(choices, marks, strict=True) if choice and mark == 1}
    return [Part(text, text, text, text in right) for text in common]


def _pairs(version: Version, common: list[str]) -> list[Part]:
    texts = {each["id"]: each["text"] for each in [*version.content["stems"], *version.content["choices"]]}
    rows = []
    for part in common:
        stem, choice = part.split(":", 1)
        text = f"{texts.get(stem, '')} → {texts.get(choice, '')}"
        rows.append(Part(part, text, text, version.answer_key["pairs"].get(stem) == choice))
    order = {each["id"]: place for place, each in enumerate(version.content["stems"])}
    return sorted(rows, key=lambda row: order.get(row.key.split(":", 1)[0], 0))
