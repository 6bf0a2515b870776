"""Items as a kind reads them, without a database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from quizzes.item_forms import PARTS


def plain_item(language: str = "en", **fields: Any) -> SimpleNamespace:
    """An item with the given fields; lists are the values of its parts."""
    switches = {"match_case": False, "is_all_or_nothing": False, "keeps_order": False, "unit_needed": False}
    words = {"stem": "What now?", "image": None, "image_alternative": "", "image_credit": "", "model_answer": ""}
    item = SimpleNamespace(translation_key=UUID(int=7), locale=SimpleNamespace(language_code=language), **switches, **words)
    for name in PARTS:
        setattr(item, name, SimpleNamespace(raw_data=[]))
    for name, value in fields.items():
        is_stream = isinstance(value, list)
        setattr(item, name, SimpleNamespace(raw_data=[{"value": each} for each in value]) if is_stream else value)
    return item
