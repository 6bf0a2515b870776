"""Two authors gave new parts one key: whoever saves later gets another, and what that author wrote leads to the own part.

Parts are raw values of scenes and endings together, whose keys are one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scenarios.authoring.merging import Part, differ, free_key


def keys_apart(base: Sequence[Part], mine: Sequence[Part], theirs: Sequence[Part]) -> dict[str, str]:
    """Old key → free key, for each key that a part of mine has newly and another part of theirs has as well."""
    before, held = set(_keys(base).values()), _keys(theirs)
    taken = {*before, *held.values(), *_keys(mine).values()}
    apart: dict[str, str] = {}
    for number, key in _keys(mine).items():
        if key and key not in before and key in held.values() and held.get(number) != key:
            apart[key] = free_key(key, taken)
            taken.add(apart[key])
    return apart


def set_apart(base: Sequence[Part], mine: Sequence[Part], keys: Mapping[str, str]) -> list[Part]:
    """My parts, those that I wrote with the other keys; what I did not touch is meant as it was."""
    before = {part.get("id"): part for part in base}
    return [part if _is_untouched(part, before.get(part.get("id"))) else _rewritten(part, before, keys) for part in mine]


def _is_untouched(part: Part, before: Part | None) -> bool:
    return before is not None and not differ(before, part)


def _rewritten(part: Part, before: Mapping[Any, Part], keys: Mapping[str, str]) -> Part:
    value = _with_references(part["value"], keys)
    own = str(part["value"].get("key", ""))
    was = before.get(part.get("id"), {}).get("value", {}).get("key")
    return part | {"value": value | ({"key": keys[own]} if own in keys and was != own else {})}


def _with_references(value: Any, keys: Mapping[str, str]) -> Any:
    """Wherever a way leads to one of the keys, or a condition asks for it."""
    if isinstance(value, list):
        return [_with_references(each, keys) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: _with_references(each, keys) for name, each in value.items()}
    if found.get("target") in keys:
        found["target"] = keys[found["target"]]
    if found.get("test") in ("seen", "chose"):
        scene, *choice = str(found.get("subject", "")).split("/", 1)
        found["subject"] = "/".join([keys.get(scene, scene), *choice])
    return found


def _keys(parts: Sequence[Part]) -> dict[Any, str]:
    return {part.get("id"): str(part["value"].get("key", "")) for part in parts}
