"""What Wagtail would drop in silence: malformed JSON and parts of an unknown kind become an empty or shorter stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

NO_TEXT = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # in JSON
DAMAGED, UNKNOWN = "content-malformed", "kind-unknown"


@dataclass(frozen=True)
class Loss:
    """Something of a stream that would not be kept. ``code``: content-malformed or kind-unknown."""

    code: str
    message: str


def lost_in_json(block: blocks.Block, raw: Any) -> list[Loss]:
    """``raw``: a stream as JSON text, or as the list that it stands for."""
    try:
        parts = json.loads(raw) if isinstance(raw, str) and raw else raw
        refuse_what_is_no_text(parts)
        return list(_lost(block, parts or []))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return [Loss(DAMAGED, _("It is damaged and cannot be read. What was saved before is still there."))]


def refuse_what_is_no_text(value: Any, *, numbers: bool = True) -> None:
    """Raises ValueError for a NUL, half a character or a number that no JSON has, wherever it stands: no database holds them."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=not numbers, default=str)
    text.encode()
    if NO_TEXT.search(text):
        raise ValueError("a NUL in a text")


def lost_in_form(block: blocks.Block, name: str, data: Mapping[str, Any]) -> list[Loss]:
    """``data``: a posted form, with counted fields such as ``body-3-type``, or with the whole JSON under the name."""
    return lost_in_json(block, data[name]) if data.get(name) else list(_lost_in_fields(block, name, data))


def _lost(block: blocks.Block, value: Any) -> Iterator[Loss]:
    """Parts of an unknown kind, at any depth. Raises the errors above on what has no such shape at all."""
    if isinstance(block, blocks.BaseStreamBlock):
        for part in value:
            yield from _lost_in_part(block, part["type"]) or _lost(block.child_blocks[part["type"]], part["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _lost(child, value[name]) if (value or {}).get(name) else ()
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield from _lost(block.child_block, item["value"] if is_wrapped else item)


def _lost_in_fields(block: blocks.Block, prefix: str, data: Mapping[str, Any]) -> Iterator[Loss]:
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _lost_in_fields(child, f"{prefix}-{name}", data)
    for item in _kept_items(block, prefix, data):
        if isinstance(block, blocks.ListBlock):
            yield from _lost_in_fields(block.child_block, f"{item}-value", data)
        else:
            kind = data.get(f"{item}-type", "")
            yield from _lost_in_part(block, kind) or _lost_in_fields(block.child_blocks[kind], f"{item}-value", data)


def _kept_items(block: blocks.Block, prefix: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The prefixes of the items of a stream or list that the author did not take away."""
    count = str(data.get(f"{prefix}-count", "")) if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock) else ""
    for number in range(int(count) if count.isdecimal() else 0):
        if not data.get(f"{prefix}-{number}-deleted"):
            yield f"{prefix}-{number}"


def _lost_in_part(block: blocks.BaseStreamBlock, kind: str) -> list[Loss]:
    return [] if kind in block.child_blocks else [Loss(UNKNOWN, _("It holds a part of an unknown kind, “%s”.") % kind)]
