"""A story as the editor's form posts it."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from scenarios.models import ScenarioPage
from scenarios.streams import STREAMS
from tests.factories.scenarios import page_fields, small_story


def posted(document: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    """The whole form of a page with this story; ``extra``: the button that was pressed, or changed fields."""
    fields = page_fields(document or small_story())
    streams = {name: posted_block(_block(name), list(fields.pop(name).raw_data)) for name in STREAMS}
    plain = {
        "slug": "checkpoint",
        "summary": "",
        "minimum_level": "1",
        "minutes": "15",
        "is_required": "on",
        "opens": "anytime",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(plain | fields | streams) | extra


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


def _block(name: str) -> blocks.StreamBlock:
    return ScenarioPage._meta.get_field(name).stream_block
