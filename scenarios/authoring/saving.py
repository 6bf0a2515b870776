"""Between the page form and the map: which widgets it has, and how a save meets another author's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scenarios.authoring.merging import Merged, Part, merge

if TYPE_CHECKING:
    from scenarios.models import ScenarioPage


def put_on_map(fields: Mapping[str, Any]) -> None:
    """The scenes’ field shows the map; the endings stand on it as well."""
    from scenarios.authoring.widgets import StoryMapWidget, StreamJSONWidget

    scenes, endings = fields["scenes"], fields["endings"]
    scenes.widget = StoryMapWidget(scenes.block, endings.block)
    endings.widget = StreamJSONWidget(endings.block)


def merged_stream(page: ScenarioPage, name: str, data: Mapping[str, Any], mine: Any) -> Merged | None:
    """None: nobody else saved the stream since the form was loaded, or what was loaded cannot be read."""
    latest = page.get_latest_revision()
    if latest is None:
        return None
    base, theirs = _parts(data.get(f"{name}-base")), _parts(latest.content.get(name))
    if base is None or theirs is None:
        return None
    block = mine.stream_block
    theirs = block.get_prep_value(block.to_python(theirs))
    if base == theirs:
        return None
    return merge(base, block.get_prep_value(mine), theirs, data.get("scenes-choice", ""))


def title_of(part: Part) -> str:
    value = part.get("value", {})
    return str(value.get("title") or value.get("key") or "")


def _parts(text: Any) -> list[Part] | None:
    try:
        parts = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    return parts if isinstance(parts, list) and all(isinstance(part, dict) for part in parts) else None
