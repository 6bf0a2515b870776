"""The scenes and endings of a scenario as JSON in the page form, edited on a map beside it.

The field behind stays Wagtail's own, so that autosave, preview, history, workflow and locks know nothing of the map. A form
that posts the counted fields of Wagtail's own editor is understood as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import JSContext
from wagtail.blocks import StreamBlock

from scenarios.authoring.saving import BASE, Conflict
from scenarios.authoring.words import words

SCRIPTS = (
    "scenario-engine",
    "story-store",
    "story-names",
    "story-map",
    "story-outline",
    "story-removal",
    "story-choosers",
    "story-dialog",
    "story-check",
    "story-play",
    "story-comments",
    "story-editor",
)
DAGRE = "vendor/dagre-3.1.3/dagre.min.js"


class StreamJSONWidget(forms.Widget):
    """A stream in a hidden textarea, and beside it what was loaded, so that a later save can be merged with others' changes."""

    template_name = "scenarios/admin/stream_json.html"

    def __init__(self, block: StreamBlock, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.block = block
        self.loaded: str | None = None  # what a form that comes back to its author was loaded with

    def format_value(self, value: Any) -> str:
        """Half a character, which no page can be sent with, stands as a question mark in a form that comes back to be mended."""
        text = json.dumps(self.block.get_prep_value(value), ensure_ascii=False) if value is not None else "[]"
        return text.encode("utf-8", "replace").decode()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Malformed JSON and unknown kinds become an empty stream here; the form's ``clean`` refuses them in words."""
        self.loaded = data.get(f"{name}-base")
        if name not in data:
            return self.block.value_from_datadict(data, files, name)
        try:
            parts = json.loads(data[name])
            return self.block.to_python(parts if isinstance(parts, list) else [])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return self.block.to_python([])

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and self.block.value_omitted_from_data(data, files, name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """With the site's own templates: those of form widgets are looked for elsewhere."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs) | {"loaded": self.loaded})

    def id_for_label(self, id_: str) -> str:
        return ""


class StoryMapWidget(StreamJSONWidget):
    """The scenes, with the map of the whole story: toolbar, outline, one part's form at a time, findings, trying out."""

    template_name = "scenarios/admin/story_map.html"

    def __init__(self, block: StreamBlock, ending: StreamBlock, base: str = "", attrs: dict[str, Any] | None = None) -> None:
        """``base``: what the rest of the form was loaded with."""
        super().__init__(block, attrs)
        self.ending, self.base = ending, base
        self.conflicts: list[Conflict] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {
            "blocks": {kind: json.dumps(packed) for kind, packed in self._packed.items()},
            "state_url": reverse("scenario-tools:part-state", args=["kind"]),
            "value_url": reverse("scenario-tools:part-value", args=["kind"]),
            "check_url": reverse("scenario-tools:check"),
            "words": words(),
            "conflicts": self.conflicts,
            "base_name": BASE,
            "base": self.base,
        }

    @cached_property
    def _context(self) -> JSContext:
        return JSContext()

    @cached_property
    def _packed(self) -> dict[str, Any]:
        parts = {"scene": self.block.child_blocks["scene"], "ending": self.ending.child_blocks["ending"]}
        return {kind: self._context.pack(block) for kind, block in parts.items()}

    @cached_property
    def media(self) -> forms.Media:
        own = [staticfiles_storage.url(DAGRE), *(staticfiles_storage.url(f"js/{name}.js") for name in SCRIPTS)]
        _packed, context = self._packed, self._context  # packing collects the media
        return context.media + forms.Media(
            js=[versioned_static("wagtailadmin/js/telepath/blocks.js"), *own],
            css={
                "all": [versioned_static("wagtailadmin/css/panels/streamfield.css"), staticfiles_storage.url("css/story-map.css")]
            },
        )
