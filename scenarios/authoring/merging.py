"""Two authors saved the same stream: what each of them changed survives, part by part; the same part changed twice is a choice.

A part is known by its block id. ``base`` is what the saver had loaded, ``mine`` what is saved now, ``theirs`` what stands in
the latest revision by now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

Part = dict[str, Any]
MINE, THEIRS, BOTH = "mine", "theirs", "both"
GONE: Part = {}
LONGEST_START = 55  # of a key, which has sixty characters at most
Chosen = Callable[[Part, Part], str]


@dataclass
class Merged:
    """``conflicts``: parts that both changed, as (mine, theirs); an empty dict stands for one that was taken away."""

    parts: list[Part]
    conflicts: list[tuple[Part, Part]] = field(default_factory=list)


def nobody_chose(_mine: Part, _theirs: Part) -> str:
    """Leaves every conflict open."""
    return ""


def merge(base: Sequence[Part], mine: Sequence[Part], theirs: Sequence[Part], chosen: Chosen = nobody_chose) -> Merged:
    """The order is mine; what they added comes last. ``chosen`` settles a conflict: mine, theirs, or both as two parts."""
    return _Merging(_by_id(base), _by_id(mine), _by_id(theirs), chosen).run()


@dataclass
class _Merging:
    base: Mapping[str, Part]
    mine: Mapping[str, Part]
    theirs: Mapping[str, Part]
    chosen: Chosen
    merged: Merged = field(default_factory=lambda: Merged([]))

    def run(self) -> Merged:
        for key, part in self.mine.items():
            self.merged.parts += self._kept(part, self.theirs.get(key), self.base.get(key))
        for key, part in self.theirs.items():
            if key not in self.mine:
                self.merged.parts += self._added_there(part, self.base.get(key))
        return self.merged

    def _kept(self, here: Part, there: Part | None, before: Part | None) -> list[Part]:
        if there is None:
            return self._gone_there(here, before)
        if not differ(here, there) or (before is not None and not differ(before, there)):
            return [here]
        if before is not None and not differ(before, here):
            return [there]
        self.merged.conflicts.append((here, there))
        taken = {*_keys(self.mine), *_keys(self.theirs)}
        return {THEIRS: [there], BOTH: [here, _as_copy(there, taken)]}.get(self.chosen(here, there), [here])

    def _gone_there(self, here: Part, before: Part | None) -> list[Part]:
        if before is None:
            return [here]  # new here
        if not differ(before, here):
            return []
        self.merged.conflicts.append((here, GONE))
        return [] if self.chosen(here, GONE) == THEIRS else [here]

    def _added_there(self, there: Part, before: Part | None) -> list[Part]:
        if before is None:
            return [there]  # new there
        if not differ(before, there):
            return []  # taken away here
        self.merged.conflicts.append((GONE, there))
        return [there] if self.chosen(GONE, there) in (THEIRS, BOTH) else []


def _as_copy(part: Part, taken: set[str]) -> Part:
    copy = deepcopy(part) | {"id": str(uuid4())}
    copy["value"]["key"] = free_key(str(copy["value"].get("key", "part")), taken)
    return copy


def free_key(key: str, taken: set[str]) -> str:
    """One like it that nothing has yet."""
    numbered = (f"{key[:LONGEST_START]}-{number}" for number in count(2))
    return next(each for each in numbered if each not in taken)


def _by_id(parts: Sequence[Part]) -> dict[str, Part]:
    return {part.get("id", ""): part for part in parts}


def _keys(parts: Mapping[str, Part]) -> set[str]:
    return {str(part["value"].get("key", "")) for part in parts.values()}


def differ(one: Part, other: Part) -> bool:
    return _plain(one) != _plain(other)


def _plain(part: Part) -> str:
    return json.dumps({"type": part.get("type"), "value": said(part.get("value"))}, sort_keys=True, default=str)


def said(value: Any) -> Any:
    """A value without what is empty or nought, white space around texts and ids of list items: a save changes it, nobody else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        if value.get("type") == "item" and "value" in value:
            return said(value["value"])
        return {key: kept for key, each in value.items() if (kept := said(each)) not in (None, "", False, [], {})}
    return [said(each) for each in value] if isinstance(value, list) else value
