"""One scene or ending between its stored value and the form of its block: what the map's dialog asks for.

Rich text in a browser is not JSON, so the state of the form is made here, and what was posted is read here.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.blocks import StructBlock
from wagtail.blocks.base import get_error_json_data

from base.streams import lost_in_json
from scenarios.models import ScenarioPage

PREFIX = "part"
STREAMS = {"scene": "scenes", "ending": "endings"}
MOST_BYTES = 500_000
MOST_ITEMS = 2_000


def block_of(kind: str) -> StructBlock:
    """Raises KeyError for a kind that there is not."""
    return ScenarioPage._meta.get_field(STREAMS[kind]).stream_block.child_blocks[kind]


@require_POST
def part_state(request: HttpRequest, kind: str) -> JsonResponse:
    """The stored value of one part (JSON in the body) as the state of its form."""
    if kind not in STREAMS or len(request.body) > MOST_BYTES:
        return _refused([_("There is no such part, or it is too large.")])
    block = block_of(kind)
    try:
        raw = json.loads(request.body or b"{}")
        if not isinstance(raw, dict) or lost_in_json(block, raw):
            return _refused([_("It is damaged and cannot be read.")])
        return JsonResponse({"state": block.get_form_state(block.to_python(raw))})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _refused([_("It is damaged and cannot be read.")])


@require_POST
def part_value(request: HttpRequest, kind: str) -> JsonResponse:
    """The posted fields of one part as the value to store; a draft may be incomplete."""
    if kind not in STREAMS or has_wild_counts(request):
        return _refused([_("There is no such part, or it is too large.")])
    block = block_of(kind)
    try:
        value = block.clean_deferred(block.value_from_datadict(request.POST, request.FILES, PREFIX))
        return JsonResponse({"value": block.get_prep_value(value)})
    except ValidationError as error:
        return JsonResponse({"errors": get_error_json_data(error)}, status=422)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _refused([_("It is damaged and cannot be read.")])


def has_wild_counts(request: HttpRequest) -> bool:
    """Lists are read as often as they are said to have items, so a count that no form makes is refused first."""
    counts = [str(value) for key, value in request.POST.items() if key.endswith("-count")]
    return any(not value.isdecimal() or int(value) > MOST_ITEMS for value in counts)


def _refused(messages: list[str]) -> JsonResponse:
    return JsonResponse({"errors": {"messages": messages}}, status=400)


def form_values(request: HttpRequest) -> dict[str, Any]:
    """The story as the whole page form holds it now, saved or not: field by field, as a ScenarioPage stores them.

    Raises ValidationError where a field holds what it cannot hold.
    """
    fields: dict[str, Any] = {}
    for name in ("meters", "flags", "scenes", "endings", "meter_bounds"):
        block = ScenarioPage._meta.get_field(name).stream_block
        if name in request.POST:
            fields[name] = block.to_python(json.loads(request.POST[name]))
        else:
            fields[name] = block.clean_deferred(block.value_from_datadict(request.POST, request.FILES, name))
    for name in ("title", "role", "family", "mode", "start"):
        fields[name] = request.POST.get(name, "")
    unlawful = request.POST.get("unlawful_allowed", "")
    return fields | {"unlawful_allowed": int(unlawful) if unlawful.isdecimal() else 0}
