"""What is lost when a scenario is made from stored content, as findings for its author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from base.streams import lost_in_json
from scenarios.findings import Finding, error
from scenarios.models import ScenarioPage

STREAMS = ("meters", "flags", "scenes", "endings", "meter_bounds")


def lost_in_content(content: Mapping[str, Any]) -> list[Finding]:
    """``content``: a revision's, by field."""
    return [finding for name in STREAMS if name in content for finding in _lost_in(name, content[name])]


def _lost_in(name: str, raw: Any) -> list[Finding]:
    field = ScenarioPage._meta.get_field(name)
    label = str(field.verbose_name).capitalize()
    return [error(loss.code, label, loss.message) for loss in lost_in_json(field.stream_block, raw)]
