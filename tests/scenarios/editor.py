"""A story as the editor's form posts it."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from scenarios.models import ScenarioPage
from scenarios.streams import STREAMS
from tests.factories.posting import posted_block, posted_page
from tests.factories.scenarios import page_fields, small_story


def posted(document: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    """The whole form of a page with this story; ``extra``: the button that was pressed, or changed fields."""
    fields = page_fields(document or small_story())
    streams = {name: posted_block(_block(name), list(fields.pop(name).raw_data)) for name in STREAMS}
    plain = {
        "slug": "checkpoint",
        "mode": "assessed",
        "summary": "",
        "minimum_level": "1",
        "minutes": "15",
        "is_required": "on",
        "opens": "anytime",
    }
    return posted_page(**plain, **fields, **streams) | extra


def _block(name: str) -> blocks.StreamBlock:
    return ScenarioPage._meta.get_field(name).stream_block
