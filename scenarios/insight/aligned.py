"""Several editions of one scenario as one story: what has the same key is the same, worded as the newest of them words it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from scenarios.story import Choice, Ending, Scene, Story

Part = TypeVar("Part", Scene, Choice, Ending)


def aligned(stories: Sequence[Story]) -> Story:
    """``stories``: newest first, at least one. What only older ones have comes last, though it is no longer played."""
    newest, *older = stories
    scenes = _together([newest.scenes, *(story.scenes for story in older)])
    endings = _together([newest.endings, *(story.endings for story in older)])
    choices = {
        scene.key: _together(each.scenes_by_key[scene.key].choices for each in stories if scene.key in each.scenes_by_key)
        for scene in scenes
    }
    here = {scene.key for scene in newest.scenes}
    there = {ending.key for ending in newest.endings}
    return replace(
        newest,
        scenes=tuple(replace(scene, choices=choices[scene.key]) for scene in scenes if scene.key not in there),
        endings=tuple(ending for ending in endings if ending.key not in here),
    )


def _together(parts: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
    """Each key once, as the first of them has it."""
    found: dict[str, Part] = {}
    for each in parts:
        for part in each:
            found.setdefault(part.key, part)
    return tuple(found.values())
