"""The story of a form that was read a moment ago and came back with one scene changed: the others are not read anew."""

from __future__ import annotations

import marshal
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.utils import translation

from scenarios.document import Library, Raw, document_from, items_in, scene_document, values_in
from scenarios.story import Scene, Story

KEPT = 1_000  # scenes, of whichever stories
LONGEST = 20_000  # bytes of a scene that is kept
VERSION = 2  # of marshal: equal values give equal bytes


def story_from(fields: Raw, language: str) -> Story:
    """As Story.from_document(document_from(fields, language))."""
    values = values_in(fields["scenes"])
    story = Story.from_document(document_from({**fields, "scenes": []}, language))
    with translation.override(language):
        library = Library.of(values)
        return replace(story, scenes=tuple(_scene(value, library) for value in values))


def _scene(value: Raw, library: Library) -> Scene:
    """Kept by all that it is made of: its value and the wording of its rules. Pictures and links are looked up each time."""
    cited = {
        pk: library.rules[pk] for choice in items_in(value, "choices") for pk in items_in(choice, "rules") if pk in library.rules
    }
    key = b"" if value.get("image") or value.get("sound") else _key(value, cited)
    if not key or len(key) > LONGEST or b"<a" in key or b"<embed" in key:
        return Scene.from_document(scene_document(value, library))
    return _read(key)


def _key(value: Any, cited: dict[Any, dict[str, str]]) -> bytes:
    try:
        return marshal.dumps((value, cited), VERSION)
    except ValueError:  # something that no JSON holds
        return b""


@lru_cache(maxsize=KEPT)
def _read(key: bytes) -> Scene:
    value, cited = marshal.loads(key)  # noqa: S302 - written above, in this process
    return Scene.from_document(scene_document(value, Library(cited, {}, {})))
