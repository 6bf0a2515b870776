"""Two authors gave new parts one key: whoever saves later gets another, and what that author wrote leads to the own part.

Parts are raw values as the page stores them. Scenes and endings share one row of keys; meters and flags have one each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scenarios.authoring.merging import Part, differ, free_key

PLACES, METERS, FLAGS = "places", "meters", "flags"
KINDS = {"scene": PLACES, "ending": PLACES, "meter": METERS, "flag": FLAGS}  # by type of part; a bound has no key
ASKED = {"seen": PLACES, "chose": PLACES, "flag-set": FLAGS, "flag-clear": FLAGS}
ASKED |= dict.fromkeys(("meter-at-least", "meter-equals", "meter-at-most"), METERS)
CHANGED = {"add": METERS, "set": METERS, "set-flag": FLAGS, "clear-flag": FLAGS}
Keys = Mapping[str, Mapping[str, str]]  # by kind: old key → free key


def keys_apart(base: Sequence[Part], mine: Sequence[Part], theirs: Sequence[Part]) -> Keys:
    """A free key for each that a part of mine has newly and another part of theirs of the same kind has as well."""
    found = {kind: _keys_apart(*(_keys(parts, kind) for parts in (base, mine, theirs))) for kind in (PLACES, METERS, FLAGS)}
    return {kind: keys for kind, keys in found.items() if keys}


def _keys_apart(base: Mapping[Any, str], mine: Mapping[Any, str], theirs: Mapping[Any, str]) -> dict[str, str]:
    before = set(base.values())
    taken = {*before, *theirs.values(), *mine.values()}
    apart: dict[str, str] = {}
    for number, key in mine.items():
        if key and key not in before and key in theirs.values() and theirs.get(number) != key:
            apart[key] = free_key(key, taken)
            taken.add(apart[key])
    return apart


def set_apart(base: Sequence[Part], mine: Iterable[Part], keys: Keys) -> list[Part]:
    """My parts, those that I wrote with the other keys; what I did not touch is meant as it was."""
    before = {part.get("id"): part for part in base}
    return [part if _is_untouched(part, before.get(part.get("id"))) else _rewritten(part, before, keys) for part in mine]


def _is_untouched(part: Part, before: Part | None) -> bool:
    return before is not None and not differ(before, part)


def _rewritten(part: Part, before: Mapping[Any, Part], keys: Keys) -> Part:
    value = _with_references(part["value"], keys)
    own, apart = str(part["value"].get("key", "")), keys.get(KINDS.get(part.get("type", ""), ""), {})
    was = before.get(part.get("id"), {}).get("value", {}).get("key")
    return part | {"value": value | ({"key": apart[own]} if own in apart and was != own else {})}


def _with_references(value: Any, keys: Keys) -> Any:
    """Wherever a way leads to one of the keys, a condition asks for it, an effect changes it, or passing needs it."""
    if isinstance(value, list):
        return [_with_references(each, keys) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: _with_references(each, keys) for name, each in value.items()}
    if "target" in found:
        found["target"] = _renamed(found["target"], keys.get(PLACES, {}))
    if "subject" in found:
        bound = METERS if "at_least" in found or "at_most" in found else ""
        kind = ASKED.get(str(found.get("test")), CHANGED.get(str(found.get("effect")), bound))
        found["subject"] = _renamed(found["subject"], keys.get(kind, {}))
    return found


def _renamed(key: Any, keys: Mapping[str, str]) -> Any:
    """The key of a part, or of a choice after that of its scene."""
    first, *choice = str(key or "").split("/", 1)
    return "/".join([keys[first], *choice]) if first in keys else key


def _keys(parts: Iterable[Part], kind: str) -> dict[Any, str]:
    return {part.get("id"): str(part["value"].get("key", "")) for part in parts if KINDS.get(part.get("type", "")) == kind}
