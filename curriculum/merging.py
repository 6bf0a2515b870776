"""The original's data with the words of another language, and every place where the two differ in more than words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from curriculum.source import Loc

# What is translated; everything else must be as in the original, or be left out.
COURSE = {"title", "summary", "name", "description", "criteria", "objectives", "misconceptions", "review"}
LAW = {"short", "issuer", "gist", "url", "term", "says"}
QUESTIONS = {
    "stem",
    "right",
    "wrong",
    "because",
    "misconception",
    "left",
    "step",
    "accept",
    "unit",
    "alt",
    "criterion",
    "guidance",
    "model",
}
STORY = {"role", "text", "unmet", "body", "consequence", "feedback", "group", "note", "debrief", "alt"}
WORDS = frozenset(COURSE | LAW | QUESTIONS | STORY)
# Words that may be left out: the original's stand for them.
SPARE = frozenset(["short", "issuer", "url", "review", "note", "group"])
TRUTHS = {"True": ("True", "Vrai", "صحيح"), "False": ("False", "Faux", "خطأ")}  # options of a true-false item, in files
Fail = Callable[[Loc, str], None]


class Merger:
    """Tells every difference with its place. ``set_words``: how words are set; ``spare``: those that may be missing here."""

    def __init__(self, fail: Fail, set_words: Callable[[str], str], spare: frozenset[str] = SPARE) -> None:
        self.fail = fail
        self.set_words = set_words
        self.spare = spare

    def merged(self, original: Any, given: Any, loc: Loc = (), name: str = "") -> Any:
        """``original`` in its own shape with the words of ``given``; where they do not fit, the original's after a fault."""
        if isinstance(original, dict) and isinstance(given, dict):
            return self._mapping(original, given, loc)
        if isinstance(original, list) and isinstance(given, list):
            return self._list(original, given, loc, name)
        if name in {"right", "wrong"} and str(original) in TRUTHS:
            return self._truth(original, given, loc)
        if name in WORDS and isinstance(given, str):
            return self._words(original, given, loc, name)
        if given != original:
            self.fail(loc, f"{place(loc)} is “{given}”, but “{original}” in the original; only words are translated")
        return original

    def _mapping(self, original: dict[str, Any], given: dict[str, Any], loc: Loc) -> dict[str, Any]:
        for name in given.keys() - original.keys() - self.spare:
            self.fail((*loc, name), f"{place((*loc, name))} does not stand in the original")
        found = {name: given[name] for name in given.keys() & self.spare - original.keys()}
        for name, value in original.items():
            if name in given:
                found[name] = self.merged(value, given[name], (*loc, name), name)
                continue
            if name in WORDS - self.spare:
                self.fail(loc, f"{place((*loc, name))} is not translated")
            found[name] = value
        return found

    def _list(self, original: list[Any], given: list[Any], loc: Loc, name: str) -> list[Any]:
        if len(original) != len(given):
            self.fail(loc, f"{place(loc)} has {len(given)} entries, but {len(original)} in the original")
            return original
        return [self.merged(each, given[n], (*loc, n), name) for n, each in enumerate(original)]

    def _truth(self, original: Any, given: Any, loc: Loc) -> Any:
        if str(given) not in TRUTHS[str(original)]:
            self.fail(loc, f"{place(loc)} is “{given}”, but “{original}” in the original")
        return original

    def _words(self, original: Any, given: str, loc: Loc, name: str) -> str:
        if name == "unmet" and (original == "hide") != (given == "hide"):
            self.fail(loc, f"{place(loc)} is “{given}”, but “{original}” in the original")
        return self.set_words(given)


def matched(merger: Merger, original: list[Any], given: list[Any], identity: Callable[[Any], str], loc: Loc = ()) -> list[Any]:
    """Those of the original that are given, in its order; each is known by what ``identity`` says."""
    places = {identity(each): n for n, each in enumerate(given)}
    known = [identity(each) for each in original]
    for name, n in places.items():
        if name not in known:
            merger.fail((*loc, n), f"“{name}” does not stand in the original")
    found = [(each, places[name]) for name, each in zip(known, original, strict=True) if name in places]
    return [merger.merged(each, given[n], (*loc, n)) for each, n in found]


def place(loc: Loc) -> str:
    """As a translator finds it in the file: scenes.0.choices.1.text."""
    return ".".join(str(part) for part in loc) or "the file"
