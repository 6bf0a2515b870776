"""What Wagtail would drop in silence: malformed JSON and parts of an unknown kind become an empty or shorter stream."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from scenarios.findings import Finding, error
from scenarios.models import ScenarioPage

STREAMS = ("meters", "flags", "scenes", "endings", "meter_bounds")


def lost_in_content(content: Mapping[str, Any]) -> list[Finding]:
    """What is lost when a page is made from stored content, such as a revision's."""
    return [finding for name in STREAMS if name in content for finding in lost_in(name, content[name])]


def lost_in_form(data: Mapping[str, Any]) -> list[Finding]:
    """What is lost when a page is made from a posted form: counted fields, or a stream's whole JSON."""
    found = lost_in_content(data)
    for name in STREAMS:
        kinds = [value for field, value in data.items() if _is_kind_of(name, field)]
        found += [_unknown(name, kind) for kind in kinds if kind not in _known(name)]
    return found


def lost_in(name: str, raw: Any) -> list[Finding]:
    """``raw``: a stream as JSON text or as the list it stands for."""
    try:
        parts = json.loads(raw) if isinstance(raw, str) and raw else raw or []
        kinds = [part["type"] for part in parts]
    except (ValueError, TypeError, KeyError, RecursionError):
        return [error("content-malformed", label_of(name), _("This part of the scenario is damaged and cannot be read."))]
    return [_unknown(name, kind) for kind in kinds if kind not in _known(name)]


def label_of(name: str) -> str:
    return str(ScenarioPage._meta.get_field(name).verbose_name).capitalize()


def _unknown(name: str, kind: str) -> Finding:
    return error("kind-unknown", label_of(name), _("It holds a part of an unknown kind, “%s”.") % kind)


def _known(name: str) -> set[str]:
    return set(ScenarioPage._meta.get_field(name).stream_block.child_blocks)


def _is_kind_of(name: str, field: str) -> bool:
    """Whether a posted field names the kind of one part of the stream, as in “scenes-3-type”."""
    stream, _dash, rest = field.partition("-")
    return stream == name and rest.endswith("-type") and rest[: -len("-type")].isdigit()
