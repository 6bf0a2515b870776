"""Fingerprints: has the source changed, has somebody edited what was loaded?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue

from curriculum.writing import many_names


def canonical_sha256(value: Any) -> str:
    """A fingerprint of plain values, rows and lists of them."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stored_sha256(row: Any, names: Iterable[str], *, in_order: bool = False) -> str:
    """A fingerprint of the named fields as they stand in the database; a page with an unpublished draft counts as edited.

    The order in which rows stand that are many to many says nothing: it follows their names, which change elsewhere.
    """
    many = set() if in_order else many_names(row)
    values: dict[str, Any] = {}
    for name in names:
        value = getattr(row, name)
        if hasattr(value, "all"):
            value = [plain(each) for each in value.all()]
        values[name] = sorted(value) if name in many else value
    values["draft"] = bool(getattr(row, "has_unpublished_changes", False))
    return canonical_sha256(values)


def plain(value: Any) -> Any:
    """Values without block ids and row identity, so that only what was written counts."""
    if isinstance(value, StreamValue):
        return plain(value.get_prep_value())
    if isinstance(value, Model):
        return _row(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)


def _row(value: Model) -> Any:
    """A blueprint row by what it says; any other row by its identity."""
    if type(value).__name__ == "BlueprintRow":
        row: Any = value
        further = [row.level, row.difficulty, row.minimum]
        return [row.bank_id, row.topic_id, row.count, *(further if any(further) else [])]
    return [value._meta.label_lower, value.pk]
