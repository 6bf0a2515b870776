"""Blocks in the shape in which the editor's form posts them."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

PROMOTED = {"seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}


def posted_page(**fields: Any) -> dict[str, Any]:
    """A page's whole form; streams are given as ``posted_block`` makes them."""
    return nested_form_data(PROMOTED | {"comments": inline_formset([])} | fields)


def posted_block(block: blocks.Block, raw: Any) -> Any:
    """One block's raw value in the shape of posted fields."""
    if isinstance(block, blocks.StreamBlock):
        return streamfield([(part["type"], posted_block(block.child_blocks[part["type"]], part["value"])) for part in raw])
    if isinstance(block, blocks.ListBlock):
        items = [
            {"deleted": "", "order": str(i), "id": "", "value": posted_block(block.child_block, item)}
            for i, item in enumerate(raw)
        ]
        return {"count": str(len(items))} | {str(i): item for i, item in enumerate(items)}
    if isinstance(block, blocks.StructBlock):
        return {name: posted_block(child, raw.get(name)) for name, child in block.child_blocks.items()} | {"deleted": ""}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(raw or "", features=block.features)
    if raw is True or raw is False:
        return "on" if raw else ""
    return "" if raw is None else str(raw)
