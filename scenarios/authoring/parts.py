"""One scene or ending between its stored value and the form of its block: what the map's dialog asks for.

Rich text in a browser is not JSON, so the state of the form is made here, and what was posted is read here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from draftjs_exporter.error import ExporterException
from wagtail.blocks import StructBlock
from wagtail.blocks.base import get_error_json_data

from base.streams import lost_in_json
from scenarios.document import SIMPLE
from scenarios.document import STREAMS as STREAM_FIELDS
from scenarios.models import ScenarioPage

PREFIX = "part"
STREAMS = {"scene": "scenes", "ending": "endings"}
MOST_BYTES = 500_000
MOST_ITEMS = 2_000
LONGEST_COUNT = 6  # digits
# What blocks, rich text, analysis and database say of values that no form and no map makes.
DAMAGE = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
    *(ExporterException, DataError),
)
Answer = Callable[..., JsonResponse]


def answers_damage(view: Answer) -> Answer:
    """Whatever is sent in place of a story or of a part of it is answered in words, never with a 500."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(*args, **kwargs)
        except DAMAGE:
            return refused(_("It is damaged and cannot be read."))

    return told


def answered(data: dict[str, Any]) -> JsonResponse:
    """Raises ValueError for numbers that JSON does not know, which a browser could not read."""
    return JsonResponse(data, json_dumps_params={"allow_nan": False})


def block_of(kind: str) -> StructBlock:
    """Raises KeyError for a kind that there is not."""
    return ScenarioPage._meta.get_field(STREAMS[kind]).stream_block.child_blocks[kind]


@require_POST
@answers_damage
def part_state(request: HttpRequest, kind: str) -> JsonResponse:
    """The stored value of one part (JSON in the body) as the state of its form."""
    if kind not in STREAMS or len(request.body) > MOST_BYTES:
        return refused(_("There is no such part, or it is too large."))
    block = block_of(kind)
    raw = json.loads(request.body or b"{}")
    if not isinstance(raw, dict) or lost_in_json(block, raw):
        return refused(_("It is damaged and cannot be read."))
    return answered({"state": block.get_form_state(block.to_python(raw))})


@require_POST
@answers_damage
def part_value(request: HttpRequest, kind: str) -> JsonResponse:
    """The posted fields of one part as the value to store; a draft may be incomplete."""
    if kind not in STREAMS or has_wild_counts(request):
        return refused(_("There is no such part, or it is too large."))
    block = block_of(kind)
    try:
        value = block.clean_deferred(block.value_from_datadict(request.POST, request.FILES, PREFIX))
    except ValidationError as error:
        return JsonResponse({"errors": get_error_json_data(error)}, status=422)
    return answered({"value": block.get_prep_value(value)})


def has_wild_counts(request: HttpRequest) -> bool:
    """Lists are read as often as they are said to have items, so a count that no form makes is refused first."""
    counts = [str(value) for key, value in request.POST.items() if key.endswith("-count")]
    return any(not count.isdecimal() or len(count) > LONGEST_COUNT or int(count) > MOST_ITEMS for count in counts)


def refused(*messages: str) -> JsonResponse:
    """400 with sentences for the author."""
    return JsonResponse({"errors": {"messages": messages}}, status=400)


def form_values(request: HttpRequest) -> dict[str, Any]:
    """The story as the whole page form holds it now, saved or not: field by field, streams as the lists that are stored.

    Raises ValidationError where a field holds what it cannot hold, and ValueError where a stream is none.
    """
    fields: dict[str, Any] = {name: _stream(request, name) for name in STREAM_FIELDS}
    fields |= {name: request.POST.get(name, "") for name in SIMPLE}
    unlawful = request.POST.get("unlawful_allowed", "")
    return fields | {"unlawful_allowed": int(unlawful) if unlawful.isdecimal() else 0}


def _stream(request: HttpRequest, name: str) -> list[dict[str, Any]]:
    """Of the map: JSON as it is. Of Wagtail's own editor: counted fields, of which only its blocks know how to read them."""
    block = ScenarioPage._meta.get_field(name).stream_block
    if name not in request.POST:
        posted = block.value_from_datadict(request.POST, request.FILES, name)
        stored: list[dict[str, Any]] = block.get_prep_value(block.clean_deferred(posted))
        return stored
    parts = [part for part in json.loads(request.POST[name]) if part["type"] in block.child_blocks]
    if any(not isinstance(part["value"], dict) for part in parts):
        raise ValueError("a part without a value")
    return parts
